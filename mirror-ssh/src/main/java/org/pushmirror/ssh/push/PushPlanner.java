package org.pushmirror.ssh.push;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pushmirror.core.push.PlannedTarget;
import org.pushmirror.core.push.PlannedWave;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushKind;
import org.pushmirror.core.push.PushOrder;
import org.pushmirror.core.push.PushPause;
import org.pushmirror.core.push.PushPlan;
import org.pushmirror.core.push.PushStep;
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

    /** Plans a push. */
    PushPlan plan(PushOrder order) {
        List<PushStep> steps = new ArrayList<>();
        for (PushOrder.Entry entry : order.entries()) {
            if (entry instanceof PushPause pause) {
                steps.add(pause);
            } else if (entry instanceof PushTarget target
                    && (push.ownsStage2() || target.type().isStaged())) {
                steps.add(planned(target));
            }
        }
        List<PlannedWave> waves = settings.waves().cut(steps);
        return PushPlan.of(push, waves, worstCase(waves));
    }

    private PlannedTarget planned(PushTarget target) {
        if (!target.type().isStaged()) {
            return new PlannedTarget(target, List.of(request(target, SyncScope.ALL)));
        }
        SyncRequest stage1 = request(target, SyncScope.STAGE1);
        SyncRequest stage2 = request(target, SyncScope.STAGE2);
        if (!push.ownsStage2()) {
            return new PlannedTarget(target, List.of(stage1));
        }
        return new PlannedTarget(target, push.kind() == PushKind.STAGE2 ? List.of(stage2) : List.of(stage1, stage2));
    }

    private SyncRequest request(PushTarget target, SyncScope scope) {
        SyncRequest request = SyncRequest.of(target.archive().orElse(push.archive()), scope);
        boolean mhop = push.kind() == PushKind.MHOP && target.type() == TargetType.MHOP;
        boolean callback = scope != SyncScope.STAGE1 && push.witnesses().asksForCallbacks();
        request = mhop ? request.withMhop() : request;
        return callback ? request.withCallback() : request;
    }

    private Duration worstCase(List<PlannedWave> waves) {
        Duration worst = Duration.ZERO;
        for (PlannedWave wave : waves) {
            worst = worst.plus(worstCase(wave));
        }
        if (settings.hook() != null) {
            worst = worst.plus(settings.hookDeadline().multipliedBy(2));
        }
        Duration limit = settings.runDeadline();
        return limit == null || worst.compareTo(limit) < 0 ? worst : limit;
    }

    /** Every target uses up every deadline, and every handshake and session waits for its place. */
    private Duration worstCase(PlannedWave wave) {
        List<PlannedTarget> targets = wave.targets();
        if (targets.isEmpty()) {
            return Duration.ZERO;
        }
        Duration connect = settings.connectDeadline()
                .multipliedBy((long) settings.retries().attempts() * rounds(targets))
                .plus(settings.retries().longest());
        int sessionRounds = (targets.size() - 1) / settings.maxSessions() + 1;
        Duration trigger = connect.plus(settings.commandDeadline()).multipliedBy(sessionRounds);
        Duration worst = trigger.plus(starts(wave));
        if (targets.stream().anyMatch(PlannedTarget::hasStage1)) {
            worst = worst.plus(settings.barrierTimeout()).plus(settings.commandDeadline());
        }
        if (targets.stream().anyMatch(PlannedTarget::hasBothStages)) {
            worst = worst.plus(trigger);
            if (settings.repairs()) {
                worst = worst.plus(trigger).plus(push.receiptDeadline()).plus(settings.commandDeadline());
            }
        }
        return !push.witnesses().isEmpty() ? worst.plus(push.receiptDeadline()) : worst;
    }

    /** How often a handshake waits for others, at its address or in all. */
    private int rounds(List<PlannedTarget> targets) {
        Map<String, Integer> perAddress = new HashMap<>();
        targets.forEach(planned -> perAddress.merge(
                planned.target().host() + " " + planned.target().port(), 1, Integer::sum));
        int most =
                perAddress.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        return Math.max((targets.size() - 1) / settings.parallel() + 1, (most - 1) / settings.perHost() + 1);
    }

    /** How long it takes at most until the last target may be contacted, handshakes aside. */
    private Duration starts(PlannedWave wave) {
        int between = wave.targets().size() - 1;
        Duration all = settings.pace().multipliedBy(between);
        if (settings.hook() != null) {
            all = all.plus(settings.hookDeadline().multipliedBy(between));
        }
        for (PushStep step : wave.steps()) {
            all = step instanceof PushPause pause ? all.plus(pause.duration()) : all;
        }
        return all;
    }
}
