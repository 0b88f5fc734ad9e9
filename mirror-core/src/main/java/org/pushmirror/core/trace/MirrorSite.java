package org.pushmirror.core.trace;

/**
 * A mirror to look at: the name of its trace file, and the host that serves it. Immutable.
 *
 * @param name the name of its trace, usually its full host name
 * @param host the host to ask, a name or an address
 */
public record MirrorSite(String name, String host) {}
