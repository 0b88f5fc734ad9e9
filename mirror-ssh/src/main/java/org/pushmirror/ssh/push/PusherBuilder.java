package org.pushmirror.ssh.push;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushHook;
import org.pushmirror.core.push.PushJournal;
import org.pushmirror.core.push.PushOrder;
import org.pushmirror.core.push.PushPlan;
import org.pushmirror.ssh.HostKeys;
import org.pushmirror.ssh.Identity;
import org.pushmirror.ssh.SshConnector;
import org.pushmirror.ssh.TriggerConnector;

/** Collects how to push. Not safe for use by several threads. */
public final class PusherBuilder {

    private @Nullable Identity identity;
    private @Nullable HostKeys hostKeys;
    private @Nullable TriggerConnector connector;
    private int parallel = 32;
    private int perHost = 8;
    private int maxSessions = Integer.MAX_VALUE;
    private Duration pace = Duration.ZERO;
    private Waves waves = Waves.together();
    private Barrier barrier = Barrier.withoutFailed();
    private Duration barrierTimeout = Duration.ofSeconds(600);
    private Duration connectDeadline = Duration.ofSeconds(60);
    private Duration commandDeadline = Duration.ofHours(6);
    private @Nullable Duration runDeadline;
    private Retries retries = Retries.standard();
    private boolean resendsLost;
    private boolean repairs = true;
    private @Nullable PushHook hook;
    private Duration hookDeadline = Duration.ofMinutes(5);
    private PushJournal journal = PushJournal.NONE;
    private @Nullable PushLock lock;
    private Clock clock = Clock.systemUTC();
    private @Nullable ThreadFactory threads;

    PusherBuilder() {}

    /**
     * The key to log in with over ssh.
     *
     * @param newIdentity the key
     * @return this builder
     */
    public PusherBuilder identity(Identity newIdentity) {
        identity = newIdentity;
        return this;
    }

    /**
     * Which hosts to believe over ssh.
     *
     * @param newHostKeys the policy
     * @return this builder
     */
    public PusherBuilder hostKeys(HostKeys newHostKeys) {
        hostKeys = newHostKeys;
        return this;
    }

    /**
     * Another way to reach targets, instead of ssh with {@link #identity} and {@link #hostKeys}.
     *
     * @param newConnector opens the sessions
     * @return this builder
     */
    public PusherBuilder connector(TriggerConnector newConnector) {
        connector = newConnector;
        return this;
    }

    /**
     * How many handshakes may be in flight at once; the default is 32. Sessions that wait or run do not count.
     *
     * @param handshakes at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is below 1
     */
    public PusherBuilder parallel(int handshakes) {
        parallel = atLeastOne("parallel handshakes", handshakes);
        return this;
    }

    /**
     * How many handshakes may be in flight at once at one address, that is host and port; the default is 8. sshd drops
     * connections when there are more than its MaxStartups.
     *
     * @param handshakes at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is below 1
     */
    public PusherBuilder perHost(int handshakes) {
        perHost = atLeastOne("handshakes of one address", handshakes);
        return this;
    }

    /**
     * How many sessions may be open at once; there is no limit unless one is given. Above it, sessions that wait at the
     * barrier are closed and opened again for stage 2, and targets wait for their turn.
     *
     * @param sessions at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is below 1
     */
    public PusherBuilder maxSessions(int sessions) {
        maxSessions = atLeastOne("sessions", sessions);
        return this;
    }

    /**
     * How much later than the one before a target is contacted at the earliest; the default is at once.
     *
     * @param newPace zero or more
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public PusherBuilder pace(Duration newPace) {
        if (newPace.isNegative()) {
            throw new IllegalArgumentException("The pace " + newPace + " is negative.");
        }
        pace = newPace;
        return this;
    }

    /**
     * Whether the push is cut into waves, each of which must go well before the next begins; the default is one wave.
     *
     * @param newWaves the waves
     * @return this builder
     */
    public PusherBuilder waves(Waves newWaves) {
        waves = newWaves;
        return this;
    }

    /**
     * Who may pass from stage 1 to stage 2; the default is {@link Barrier#withoutFailed}.
     *
     * @param newBarrier the policy
     * @return this builder
     */
    public PusherBuilder barrier(Barrier newBarrier) {
        barrier = newBarrier;
        return this;
    }

    /**
     * How long targets wait at the barrier, from the first that is done with stage 1 or finds it queued; the
     * default is 600 seconds, as runmirrors has it.
     *
     * @param timeout more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is zero or negative
     */
    public PusherBuilder barrierTimeout(Duration timeout) {
        barrierTimeout = positive("barrier time-out", timeout);
        return this;
    }

    /**
     * How long one connection may take, from the name to the login; the default is 60 seconds.
     *
     * @param deadline more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is zero or negative
     */
    public PusherBuilder connectDeadline(Duration deadline) {
        connectDeadline = positive("connect deadline", deadline);
        return this;
    }

    /**
     * How long one remote command may take; the default is 6 hours. A command that takes longer is left alone.
     *
     * @param deadline more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is zero or negative
     */
    public PusherBuilder commandDeadline(Duration deadline) {
        commandDeadline = positive("command deadline", deadline);
        return this;
    }

    /**
     * How long the whole run may take; there is no limit unless one is given. Targets without an outcome end as
     * timed out then.
     *
     * @param deadline more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is zero or negative
     */
    public PusherBuilder runDeadline(Duration deadline) {
        runDeadline = positive("run deadline", deadline);
        return this;
    }

    /**
     * How often a connection is tried; the default is {@link Retries#standard}.
     *
     * @param newRetries the policy
     * @return this builder
     */
    public PusherBuilder retries(Retries newRetries) {
        retries = newRetries;
        return this;
    }

    /**
     * Sends a command again whose connection was lost after it had been sent, as often as a connection is tried. The
     * default is not to: the command may have been carried out. The words of a sync may be sent twice, since a second
     * sync finds nothing to do.
     *
     * @return this builder
     */
    public PusherBuilder resendingLost() {
        resendsLost = true;
        return this;
    }

    /**
     * Leaves targets as they are that lost their stage 2 or came too late for it, instead of sending them
     * {@code sync:all} once.
     *
     * @return this builder
     */
    public PusherBuilder withoutRepair() {
        repairs = false;
        return this;
    }

    /**
     * Something to do before, between and after the targets; there is nothing unless this is called.
     *
     * @param newHook does it
     * @param within how long it may take each time; then the push goes on
     * @return this builder
     * @throws IllegalArgumentException if the time is zero or negative
     */
    public PusherBuilder hook(PushHook newHook, Duration within) {
        hook = newHook;
        hookDeadline = positive("time of a hook", within);
        return this;
    }

    /**
     * Where a push writes down how far it has come, so that it can be resumed; the default is nowhere.
     *
     * @param newJournal the journal
     * @return this builder
     */
    public PusherBuilder journal(PushJournal newJournal) {
        journal = newJournal;
        return this;
    }

    /**
     * Lets one push of an archive run at a time; by default nothing keeps two from running.
     *
     * @param newLock where the lock is, and how long it is waited for
     * @return this builder
     */
    public PusherBuilder lock(PushLock newLock) {
        lock = newLock;
        return this;
    }

    /**
     * The clock of reports and events; the default is that of the system. Deadlines do not use it.
     *
     * @param newClock the clock
     * @return this builder
     */
    public PusherBuilder clock(Clock newClock) {
        clock = newClock;
        return this;
    }

    /**
     * Makes the threads, for example virtual ones; the default makes daemon threads. Over ssh it makes those of the
     * sessions too.
     *
     * @param newThreads the factory
     * @return this builder
     */
    public PusherBuilder threadFactory(ThreadFactory newThreads) {
        threads = newThreads;
        return this;
    }

    /**
     * Makes the pusher.
     *
     * @return the pusher
     * @throws IllegalStateException if there is neither a connector nor both of identity and host keys
     */
    public Pusher build() {
        return new Pusher(settings(connector == null ? ssh() : connector));
    }

    /**
     * Plans a push that is not to be run, so that neither keys nor a connector are needed.
     *
     * @param order whom to push, in order, and where to pause
     * @param push what to push
     * @return the plan
     * @throws java.util.NoSuchElementException if there is no target of the name of the canary
     */
    public PushPlan plan(PushOrder order, Push push) {
        TriggerConnector nobody = (target, within) -> {
            throw new IllegalStateException("This push is only planned.");
        };
        return new PushPlanner(settings(nobody), push).plan(order);
    }

    private PushSettings settings(TriggerConnector opener) {
        return new PushSettings(
                opener,
                parallel,
                perHost,
                maxSessions,
                pace,
                waves,
                barrier,
                barrierTimeout,
                connectDeadline,
                commandDeadline,
                runDeadline,
                retries,
                resendsLost,
                repairs,
                hook,
                hookDeadline,
                journal,
                lock,
                clock,
                threads == null ? PusherBuilder::daemon : threads);
    }

    private TriggerConnector ssh() {
        if (identity == null || hostKeys == null) {
            throw new IllegalStateException("A pusher needs an identity and host keys, or a connector in their place.");
        }
        SshConnector ssh = SshConnector.of(identity, hostKeys);
        return threads == null ? ssh : ssh.withThreads(threads);
    }

    private static int atLeastOne(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("The number of " + what + ", " + number + ", is below 1.");
        }
        return number;
    }

    private static Duration positive(String what, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("The " + what + " " + value + " is not more than zero.");
        }
        return value;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "pushmirror-push");
        thread.setDaemon(true);
        return thread;
    }
}
