package org.pushmirror.core.mirrorlist;

/**
 * Where an entry stands. Immutable.
 *
 * @param line the line, from 1
 * @param entry what it says
 */
public record MirrorListLine(int line, MirrorListEntry entry) {}
