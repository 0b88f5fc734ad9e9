package org.pushmirror.core.push;

import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.StepResult;

/**
 * A port: triggers the downstreams of a mirror that is a hub, after its own sync. mirror-rsync has one that runs a
 * runmirrors program; one that pushes by itself is a few lines on mirror-ssh.
 */
@FunctionalInterface
public interface HubPush {

    /**
     * Triggers every downstream of an archive, and waits as long as the kind asks for.
     *
     * @param archive which archive
     * @param kind what the push is for: {@link PushKind#MHOP} after a stage 1 that is to be pushed on, {@link PushKind#STAGE2}
     *     after the stage 2 that follows it, {@link PushKind#ALL} else
     * @return how it ended; failed if it could not be carried out, or not every downstream was reached
     * @throws InterruptedException if the thread is interrupted
     */
    StepResult push(ArchiveName archive, PushKind kind) throws InterruptedException;
}
