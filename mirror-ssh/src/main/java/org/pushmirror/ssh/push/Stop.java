package org.pushmirror.ssh.push;

/** Why a run ends before its time. */
enum Stop {
    CANCELLED,
    RUN_DEADLINE
}
