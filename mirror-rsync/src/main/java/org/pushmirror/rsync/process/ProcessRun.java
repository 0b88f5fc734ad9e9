package org.pushmirror.rsync.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A running process: two pumps read its output, a watch keeps its limits and remembers its family, a worker waits for
 * it. Whatever ends it, the whole family is dead and the threads are gone when {@link #end()} completes. Safe for use
 * by several threads.
 */
public final class ProcessRun {

    private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long SLOWEST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long JOIN_MILLIS = 20;
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(20);

    private final Launch launch;
    private final OutputConsumer out;
    private final OutputConsumer err;
    private final CompletableFuture<Process> started = new CompletableFuture<>();
    private final CompletableFuture<ProcessEnd> end = new CompletableFuture<>();
    private final AtomicReference<@Nullable StopReason> reason = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Semaphore wake = new Semaphore(0);
    private final CountDownLatch processEnded = new CountDownLatch(1);
    private final ProcessFamily family = new ProcessFamily();
    private final List<Thread> pumps = new ArrayList<>();
    private final long startedAt = System.nanoTime();
    private volatile long lastOutput = startedAt;
    private volatile long stoppedAt;
    private ProcessFamily.Activity activity = new ProcessFamily.Activity(0, 0);
    private volatile boolean over;
    private @Nullable Thread watch;

    ProcessRun(Launch launch, OutputConsumer out, OutputConsumer err) {
        this.launch = launch;
        this.out = out;
        this.err = err;
    }

    /**
     * The end of this run.
     *
     * @return a future that completes when the process, its family and the threads of the run have ended
     */
    public CompletableFuture<ProcessEnd> end() {
        return end;
    }

    /**
     * The process id.
     *
     * @return the id
     */
    public long pid() {
        return started.join().pid();
    }

    /**
     * Asks for the end of the process, and returns at once. The first reason counts; later ones change nothing.
     *
     * @param why the reason
     */
    public void stop(StopReason why) {
        if (reason.compareAndSet(null, why)) {
            stoppedAt = System.nanoTime();
            wake.release();
        }
    }

    /**
     * Waits for the end. An interruption stops the process first.
     *
     * @return the end
     * @throws InterruptedException if the thread is interrupted; the process has then been stopped
     */
    public ProcessEnd await() throws InterruptedException {
        try {
            return awaitEnd();
        } catch (InterruptedException e) {
            stop(StopReason.CANCELLED);
            awaitStopped();
            throw e;
        }
    }

    /** Waits, as long as a stop may take, for the end of a stopped process. Keeps an interruption for later. */
    public void awaitStopped() {
        long limit = System.nanoTime()
                + launch.limits().grace().multipliedBy(3).plus(LAST_PATIENCE).toNanos();
        boolean interrupted = false;
        while (!end.isDone() && System.nanoTime() - limit < 0) {
            try {
                end.get(JOIN_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (TimeoutException | ExecutionException e) {
                // asked again by the loop
                continue;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private ProcessEnd awaitEnd() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The end of a process was not recorded.", e.getCause());
        }
    }

    void awaitStarted() {
        try {
            started.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException
                    ? missing()
                    : new ProcessException(
                            "The program " + launch.command().get(0) + " cannot be started.", e.getCause());
        }
    }

    ProcessException missing() {
        return new ProcessException(
                "The program " + launch.command().get(0) + " cannot be started: it is missing or cannot be executed.",
                null);
    }

    /** The launcher threw: before the start, or (closing the streams) after the end of the process. */
    void failed(Throwable cause) {
        launch.input().wipe();
        if (started.completeExceptionally(cause)) {
            end.completeExceptionally(cause);
        } else {
            ended(exitCodeOf(started.join()));
        }
    }

    private static int exitCodeOf(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    void started(Process process, OutputStream stdin, InputStream stdout, InputStream stderr) {
        Thread watching = newThread("watch", process, () -> watch(process));
        pumps.add(newThread("out", process, pump(process, stdout, out)));
        pumps.add(newThread("err", process, pump(process, stderr, err)));
        watch = watching;
        pumps.forEach(Thread::start);
        watching.start();
        launch.input().writeTo(stdin);
        started.complete(process);
    }

    private Thread newThread(String role, Process process, Runnable task) {
        Thread thread = launch.threads().newThread(task);
        thread.setName("rsync-" + process.pid() + "-" + role);
        return thread;
    }

    private StreamPump pump(Process process, InputStream stream, OutputConsumer consumer) {
        Runnable heard = () -> lastOutput = System.nanoTime();
        return new StreamPump(process, stream, piece -> guard(consumer, piece), heard, processEnded);
    }

    private void guard(OutputConsumer consumer, OutputPiece piece) {
        if (failure.get() != null) {
            return;
        }
        try {
            consumer.accept(piece);
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            stop(StopReason.CONSUMER_FAILED);
        }
    }

    private void watch(Process process) {
        long pause = FIRST_LOOK_NANOS;
        try {
            while (!over && reason.get() == null) {
                if (wake.tryAcquire(pause, TimeUnit.NANOSECONDS)) {
                    continue;
                }
                family.remember(process.toHandle());
                noticeActivity(process.toHandle());
                pause = Math.min(Math.min(pause * 2, SLOWEST_LOOK_NANOS), nanosLeft());
            }
            if (process.isAlive()) {
                stopProcess(process);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A program that prints nothing may still hear from its other end, or work. */
    private void noticeActivity(ProcessHandle process) {
        if (launch.limits().silence() != null) {
            ProcessFamily.Activity now = family.activity(process);
            if (now.isMoreThan(activity)) {
                activity = now;
                lastOutput = System.nanoTime();
            }
        }
    }

    /** Keeps the limits: stops the run when one has passed, else says how long the watch may sleep. */
    private long nanosLeft() {
        long now = System.nanoTime();
        long left = Long.MAX_VALUE;
        Duration deadline = launch.limits().deadline();
        if (deadline != null) {
            left = deadline.toNanos() - (now - startedAt);
            if (left <= 0) {
                stop(StopReason.TIMED_OUT);
            }
        }
        Duration silence = launch.limits().silence();
        if (silence != null) {
            long quiet = silence.toNanos() - (now - lastOutput);
            if (quiet <= 0) {
                stop(StopReason.STALLED);
            }
            left = Math.min(left, quiet);
        }
        return Math.max(left, 1);
    }

    /** TERM, grace, KILL. Only through the handle: the methods of the process itself also close its streams. */
    private void stopProcess(Process process) throws InterruptedException {
        ProcessHandle handle = process.toHandle();
        family.remember(handle);
        handle.destroy();
        if (!process.waitFor(launch.limits().grace().toNanos(), TimeUnit.NANOSECONDS)) {
            family.remember(handle);
            handle.destroyForcibly();
        }
    }

    /** Waits for the pumps; gives up a consumer that does not return, once the run was stopped. */
    void awaitPumps() {
        processEnded.countDown();
        for (Thread pump : pumps) {
            try {
                while (pump.isAlive()) {
                    pump.join(JOIN_MILLIS);
                    if (stoppedAt != 0
                            && System.nanoTime() - stoppedAt
                                    > launch.limits().grace().toNanos()) {
                        pump.interrupt();
                        pump.join(TimeUnit.SECONDS.toMillis(1));
                        break;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    void ended(int exitCode) {
        Duration duration = Duration.ofNanos(System.nanoTime() - startedAt);
        reason.compareAndSet(null, StopReason.EXITED);
        if (launch.children() == Launch.Children.ENDED || reason.get() != StopReason.EXITED) {
            family.addSession(pid());
            family.stop(launch.limits().grace());
        }
        over = true;
        wake.release();
        joinWatch();
        StopReason why = reason.get();
        end.complete(new ProcessEnd(why == null ? StopReason.EXITED : why, exitCode, duration, failure.get()));
    }

    private void joinWatch() {
        Thread watching = watch;
        if (watching != null) {
            try {
                watching.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
