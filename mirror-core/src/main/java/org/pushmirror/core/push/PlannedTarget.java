package org.pushmirror.core.push;

import java.util.List;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;

/**
 * One target of a plan. Immutable.
 *
 * @param target which
 * @param requests what it is sent, in order: one request, or stage 1 and stage 2 with the barrier between
 */
public record PlannedTarget(PushTarget target, List<SyncRequest> requests) implements PushStep {

    /**
     * Copies the list of requests.
     *
     * @param target which
     * @param requests what it is sent, in order: one request, or stage 1 and stage 2 with the barrier between
     */
    public PlannedTarget {
        requests = List.copyOf(requests);
    }

    /**
     * Whether stage 1 is sent, so that the target stands at the barrier of its wave.
     *
     * @return true if so
     */
    public boolean hasStage1() {
        return !requests.isEmpty() && requests.get(0).scope() == SyncScope.STAGE1;
    }

    /**
     * Whether the run sends both stages, the second after the barrier.
     *
     * @return true if so
     */
    public boolean hasBothStages() {
        return requests.size() == 2;
    }

    @Override
    public String text() {
        String host = target.host().indexOf(':') < 0 ? target.host() : "[" + target.host() + "]";
        List<String> commands = requests.stream().map(SyncRequest::command).toList();
        return target.name() + "  " + target.user() + "@" + host + ":" + target.port() + "  "
                + String.join(", then ", commands);
    }
}
