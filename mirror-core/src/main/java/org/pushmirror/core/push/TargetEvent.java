package org.pushmirror.core.push;

import java.time.Instant;

/**
 * A target entered a state. Immutable.
 *
 * @param at when
 * @param target which target
 * @param state the state it is in now
 * @param detail one sentence about it, for people; may be empty
 */
public record TargetEvent(Instant at, PushTarget target, TargetState state, String detail) {}
