package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushKind;
import org.pushmirror.core.push.PushPlan;
import org.pushmirror.core.push.PushPlan.PlannedTarget;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;

/** Says what a push will send to whom, and how long it can take. */
final class PushPlanner {

    private final PushSettings settings;
    private final Push push;

    PushPlanner(PushSettings settings, Push push) {
        this.settings = settings;
        this.push = push;
    }

    /**
     * Plans a push.
     *
     * @throws IllegalArgumentException if two targets have one name
     */
    PushPlan plan(List<PushTarget> targets) {
        Set<String> names = new HashSet<>();
        for (PushTarget target : targets) {
            if (!names.add(target.name())) {
                throw new IllegalArgumentException("Two targets of the push are named " + target.name()
                        + "; a name must be unique, since reports and traces go by it.");
            }
        }
        List<PlannedTarget> planned = targets.stream().map(this::planned).toList();
        return new PushPlan(push.archive(), push.kind(), planned, worstCase(planned));
    }

    private PlannedTarget planned(PushTarget target) {
        if (!target.type().isStaged()) {
            return new PlannedTarget(target, List.of(request(target, SyncScope.ALL)));
        }
        SyncRequest stage2 = request(target, SyncScope.STAGE2);
        return push.kind() == PushKind.STAGE2
                ? new PlannedTarget(target, List.of(stage2))
                : new PlannedTarget(target, List.of(request(target, SyncScope.STAGE1), stage2));
    }

    private SyncRequest request(PushTarget target, SyncScope scope) {
        SyncRequest request = SyncRequest.of(push.archive(), scope);
        boolean mhop = push.kind() == PushKind.MHOP && target.type() == TargetType.MHOP;
        return mhop ? request.withMhop() : request;
    }

    /** Every target uses up every deadline, and every handshake waits for its slot in the window. */
    private Duration worstCase(List<PlannedTarget> planned) {
        if (planned.isEmpty()) {
            return Duration.ZERO;
        }
        int rounds = (planned.size() + settings.parallel() - 1) / settings.parallel();
        Duration connect = settings.connectDeadline()
                .multipliedBy(settings.retries().attempts())
                .plus(settings.retries().longest())
                .multipliedBy(rounds);
        Duration trigger = connect.plus(settings.commandDeadline());
        Duration worst = trigger;
        if (planned.stream().anyMatch(TargetRun::isStaged)) {
            worst = trigger.multipliedBy(2).plus(settings.barrierTimeout());
            if (settings.repairs()) {
                worst = worst.plus(trigger).plus(push.receiptDeadline());
            }
        }
        if (push.receipts().isPresent()) {
            worst = worst.plus(push.receiptDeadline());
        }
        Duration limit = settings.runDeadline();
        return limit == null || worst.compareTo(limit) < 0 ? worst : limit;
    }
}
