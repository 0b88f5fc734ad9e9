package org.pushmirror.ssh.push;

import java.util.List;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.push.InterruptedPush;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushOrder;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetProgress;

/**
 * Pushes archives to mirrors. Immutable, safe for use by several threads; it holds no thread and no connection of its
 * own, so there is nothing to close.
 *
 * <pre>{@code
 * PushReport report = Pusher.builder().identity(key).hostKeys(HostKeys.strict(knownHosts)).build()
 *         .push(targets, Push.of("debian").serial(serial).receipts(traces))
 *         .run();
 * }</pre>
 */
public final class Pusher {

    private final PushSettings settings;

    Pusher(PushSettings settings) {
        this.settings = settings;
    }

    /**
     * Begins a pusher.
     *
     * @return a builder with the defaults
     */
    public static PusherBuilder builder() {
        return new PusherBuilder();
    }

    /**
     * Plans a push; nothing happens before {@link PushRun#run()}.
     *
     * @param targets whom to push, in order; names must be unique
     * @param push what to push
     * @return the push, ready to run
     * @throws IllegalArgumentException if two targets have one name
     * @throws java.util.NoSuchElementException if there is no target of the name of the canary
     */
    public PushRun push(List<PushTarget> targets, Push push) {
        return push(PushOrder.of(targets), push);
    }

    /**
     * Plans a push to the mirrors of a list; nothing happens before {@link PushRun#run()}.
     *
     * @param list whom to push, and where to pause; lines that cannot be used are left out, see
     *     {@link MirrorList#requireAccepted}
     * @param push what to push
     * @return the push, ready to run
     * @throws IllegalArgumentException if two mirrors have one name
     * @throws java.util.NoSuchElementException if there is no mirror of the name of the canary
     */
    public PushRun push(MirrorList list, Push push) {
        return push(list.order(), push);
    }

    /**
     * Plans a push; nothing happens before {@link PushRun#run()}.
     *
     * @param order whom to push, in order, and where to pause
     * @param push what to push
     * @return the push, ready to run
     * @throws java.util.NoSuchElementException if there is no target of the name of the canary
     */
    public PushRun push(PushOrder order, Push push) {
        return new PushRun(settings, push, order, null);
    }

    /**
     * Plans to go on with a push that was stopped: nobody gets a stage twice that is known to be done, and whoever has
     * stage 1 gets stage 2.
     *
     * @param interrupted how far it had come
     * @param push what is pushed, with the witness
     * @return the push, ready to run
     * @throws java.util.NoSuchElementException if there is no target of the name of the canary
     */
    public PushRun resume(InterruptedPush interrupted, Push push) {
        PushOrder order = PushOrder.of(
                interrupted.targets().stream().map(TargetProgress::target).toList());
        return new PushRun(settings, push, order, interrupted);
    }
}
