package org.pushmirror.ssh.push;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.Push;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.ssh.HostKeys;
import org.pushmirror.ssh.Identity;
import org.pushmirror.ssh.SshConnector;
import org.pushmirror.ssh.TriggerConnector;

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

    private Pusher(PushSettings settings) {
        this.settings = settings;
    }

    /**
     * Begins a pusher.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Plans a push; nothing happens before {@link PushRun#run()}.
     *
     * @param targets whom to push, in order; names must be unique
     * @param push what to push
     * @return the push, ready to run
     * @throws IllegalArgumentException if two targets have one name
     */
    public PushRun push(List<PushTarget> targets, Push push) {
        return new PushRun(settings, push, List.copyOf(targets));
    }

    /** Collects how to push. Not safe for use by several threads. */
    public static final class Builder {

        private @Nullable Identity identity;
        private @Nullable HostKeys hostKeys;
        private @Nullable TriggerConnector connector;
        private int parallel = 32;
        private Barrier barrier = Barrier.withoutFailed();
        private Duration barrierTimeout = Duration.ofSeconds(600);
        private Duration connectDeadline = Duration.ofSeconds(60);
        private Duration commandDeadline = Duration.ofHours(6);
        private @Nullable Duration runDeadline;
        private Retries retries = Retries.standard();
        private boolean repairs = true;
        private Clock clock = Clock.systemUTC();
        private @Nullable ThreadFactory threads;

        private Builder() {}

        /**
         * The key to log in with over ssh.
         *
         * @param newIdentity the key
         * @return this builder
         */
        public Builder identity(Identity newIdentity) {
            identity = newIdentity;
            return this;
        }

        /**
         * Which hosts to believe over ssh.
         *
         * @param newHostKeys the policy
         * @return this builder
         */
        public Builder hostKeys(HostKeys newHostKeys) {
            hostKeys = newHostKeys;
            return this;
        }

        /**
         * Another way to reach targets, instead of ssh with {@link #identity} and {@link #hostKeys}.
         *
         * @param newConnector opens the sessions
         * @return this builder
         */
        public Builder connector(TriggerConnector newConnector) {
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
        public Builder parallel(int handshakes) {
            if (handshakes < 1) {
                throw new IllegalArgumentException("The number of parallel handshakes " + handshakes + " is below 1.");
            }
            parallel = handshakes;
            return this;
        }

        /**
         * Who may pass from stage 1 to stage 2; the default is {@link Barrier#withoutFailed}.
         *
         * @param newBarrier the policy
         * @return this builder
         */
        public Builder barrier(Barrier newBarrier) {
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
        public Builder barrierTimeout(Duration timeout) {
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
        public Builder connectDeadline(Duration deadline) {
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
        public Builder commandDeadline(Duration deadline) {
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
        public Builder runDeadline(Duration deadline) {
            runDeadline = positive("run deadline", deadline);
            return this;
        }

        /**
         * How often a connection is tried; the default is {@link Retries#standard}.
         *
         * @param newRetries the policy
         * @return this builder
         */
        public Builder retries(Retries newRetries) {
            retries = newRetries;
            return this;
        }

        /**
         * Leaves targets as they are that lost their stage 2 or came too late for it, instead of sending them
         * {@code sync:all} once.
         *
         * @return this builder
         */
        public Builder withoutRepair() {
            repairs = false;
            return this;
        }

        /**
         * The clock of reports and events; the default is that of the system. Deadlines do not use it.
         *
         * @param newClock the clock
         * @return this builder
         */
        public Builder clock(Clock newClock) {
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
        public Builder threadFactory(ThreadFactory newThreads) {
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
            ThreadFactory made = threads == null ? Builder::daemon : threads;
            return new Pusher(new PushSettings(
                    connector == null ? ssh() : connector,
                    parallel,
                    barrier,
                    barrierTimeout,
                    connectDeadline,
                    commandDeadline,
                    runDeadline,
                    retries,
                    repairs,
                    clock,
                    made));
        }

        private TriggerConnector ssh() {
            if (identity == null || hostKeys == null) {
                throw new IllegalStateException(
                        "A pusher needs an identity and host keys, or a connector in their place.");
            }
            SshConnector ssh = SshConnector.of(identity, hostKeys);
            return threads == null ? ssh : ssh.withThreads(threads);
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
}
