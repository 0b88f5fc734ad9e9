package org.pushmirror.core.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.trace.ArchiveSerial;

/** What one run of a sync did, as data: its stages with their numbers, what it waited for, and how it ended. Immutable. */
public final class SyncReport {

    /**
     * One run of rsync. Numbers are 0 if rsync did not get to print them.
     *
     * @param stage 1 or 2
     * @param duration how long it took
     * @param reason why it ended: {@code exited}, or why it was stopped, for example {@code stalled}
     * @param exitCode the exit code of rsync; 128 + n for death by signal n
     * @param files how many files, folders and links upstream has, as far as the stage looks
     * @param created how many of them were new here
     * @param deleted how many were deleted here
     * @param transferred how many regular files were transferred
     * @param totalSize the size of all files in bytes
     * @param transferredSize the size of the transferred files in bytes
     * @param sent bytes sent
     * @param received bytes received
     */
    public record Stage(
            int stage,
            Duration duration,
            String reason,
            int exitCode,
            long files,
            long created,
            long deleted,
            long transferred,
            long totalSize,
            long transferredSize,
            long sent,
            long received) {}

    /**
     * A time that the sync had to wait, or a stage that it had to repeat.
     *
     * @param why one sentence
     * @param pause how long it waited; zero if it went on at once
     */
    public record Wait(String why, Duration pause) {}

    /**
     * Something that was done beside rsync.
     *
     * @param name {@code hook1} to {@code hook5}, {@code callback} or {@code hub}
     * @param result how it ended
     */
    public record Step(String name, StepResult result) {}

    private final String mirror;
    private final SyncRequest request;
    private final Instant started;
    private final Instant ended;
    private final SyncEnding ending;
    private final String message;
    private final @Nullable ArchiveSerial serial;
    private final List<Stage> stages;
    private final List<Wait> waits;
    private final List<Step> steps;

    /**
     * A report of everything but the serial and what happened on the way.
     *
     * @param mirror the name of the mirror
     * @param request what was asked for, by this request and by those that arrived meanwhile
     * @param started when the sync began
     * @param ended when it ended
     * @param ending how it ended
     * @param message how it ended, in one sentence
     */
    public SyncReport(
            String mirror, SyncRequest request, Instant started, Instant ended, SyncEnding ending, String message) {
        this(mirror, request, started, ended, ending, message, null, List.of(), List.of(), List.of());
    }

    private SyncReport(
            String mirror,
            SyncRequest request,
            Instant started,
            Instant ended,
            SyncEnding ending,
            String message,
            @Nullable ArchiveSerial serial,
            List<Stage> stages,
            List<Wait> waits,
            List<Step> steps) {
        this.mirror = mirror;
        this.request = request;
        this.started = started;
        this.ended = ended;
        this.ending = ending;
        this.message = message;
        this.serial = serial;
        this.stages = List.copyOf(stages);
        this.waits = List.copyOf(waits);
        this.steps = List.copyOf(steps);
    }

    /**
     * The same, with the serial of the trace that was written.
     *
     * @param newSerial the serial
     * @return the changed copy
     */
    public SyncReport withSerial(ArchiveSerial newSerial) {
        return new SyncReport(mirror, request, started, ended, ending, message, newSerial, stages, waits, steps);
    }

    /**
     * The same, with what happened on the way.
     *
     * @param newStages every run of rsync, in order
     * @param newWaits what was waited for or repeated, in order
     * @param newSteps what was done beside rsync, in order
     * @return the changed copy
     */
    public SyncReport with(List<Stage> newStages, List<Wait> newWaits, List<Step> newSteps) {
        return new SyncReport(mirror, request, started, ended, ending, message, serial, newStages, newWaits, newSteps);
    }

    /**
     * The same, with more that was done beside rsync, and a later end.
     *
     * @param newEnd when it was done
     * @param more the further steps, in order
     * @return the changed copy
     */
    public SyncReport withLater(Instant newEnd, List<Step> more) {
        List<Step> longer = new ArrayList<>(steps);
        longer.addAll(more);
        return new SyncReport(mirror, request, started, newEnd, ending, message, serial, stages, waits, longer);
    }

    /**
     * The name of the mirror.
     *
     * @return the name of its trace
     */
    public String mirror() {
        return mirror;
    }

    /**
     * What was asked for, by this request and by those that arrived meanwhile.
     *
     * @return all of them in one
     */
    public SyncRequest request() {
        return request;
    }

    /**
     * When the sync began.
     *
     * @return the time
     */
    public Instant started() {
        return started;
    }

    /**
     * When it ended.
     *
     * @return the time
     */
    public Instant ended() {
        return ended;
    }

    /**
     * How it ended, in one word.
     *
     * @return the ending
     */
    public SyncEnding ending() {
        return ending;
    }

    /**
     * How it ended.
     *
     * @return one sentence
     */
    public String message() {
        return message;
    }

    /**
     * The serial in the trace that was written.
     *
     * @return the serial; empty if no trace was written, or the archive has none
     */
    public Optional<ArchiveSerial> serial() {
        return Optional.ofNullable(serial);
    }

    /**
     * Every run of rsync.
     *
     * @return in order; unmodifiable
     */
    public List<Stage> stages() {
        return stages;
    }

    /**
     * What was waited for or repeated.
     *
     * @return in order; unmodifiable
     */
    public List<Wait> waits() {
        return waits;
    }

    /**
     * What was done beside rsync.
     *
     * @return in order; unmodifiable
     */
    public List<Step> steps() {
        return steps;
    }

    @Override
    public String toString() {
        return mirror + ": " + message;
    }
}
