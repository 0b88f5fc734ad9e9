package org.pushmirror.ssh;

import com.jcraft.jsch.Session;
import org.pushmirror.core.push.PushTarget;

/**
 * A session of JSch with the connection under it.
 *
 * @param place where it leads to
 * @param jsch the session
 * @param link the connection
 */
record OpenSession(PushTarget place, Session jsch, Link link) implements AutoCloseable {

    boolean isUsable() {
        return jsch.isConnected() && link.ending() == null;
    }

    @Override
    public void close() {
        link.close();
        jsch.disconnect();
    }
}
