package org.pushmirror.ssh.message;

import org.pushmirror.core.push.PushTarget;

/** Writes where a target is. */
public final class Address {

    private Address() {}

    /**
     * Host and port as people write them.
     *
     * @param target which
     * @return for example {@code mirror.example.org:22}, or {@code [2001:db8::1]:22}
     */
    public static String of(PushTarget target) {
        String host = target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host();
        return host + ":" + target.port();
    }
}
