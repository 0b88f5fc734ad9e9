package org.pushmirror.examples.runmirrors;

import java.util.Optional;
import org.pushmirror.core.sync.Notifier;
import org.pushmirror.ssh.TriggerConnector;

/**
 * What somebody else does in place of this program.
 *
 * @param connector reaches the mirrors; empty for ssh
 * @param notifier sends notes; empty for the mail of this host
 */
record StandIns(Optional<TriggerConnector> connector, Optional<Notifier> notifier) {

    static final StandIns NONE = new StandIns(Optional.empty(), Optional.empty());
}
