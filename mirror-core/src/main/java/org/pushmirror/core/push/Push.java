package org.pushmirror.core.push;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.archive.ArchiveTree;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.TraceSource;

/**
 * What is pushed: which archive at which serial, what the run is for, and who witnesses that it arrived. Immutable; the
 * methods with a parameter return a changed copy.
 */
public final class Push {

    /** How long receipts are waited for, unless said otherwise: ten minutes after the last trigger. */
    public static final Duration DEFAULT_RECEIPT_DEADLINE = Duration.ofMinutes(10);

    private final ArchiveName archive;
    private final PushKind kind;
    private final @Nullable ArchiveSerial serial;
    private final Witnesses witnesses;
    private final Duration receiptDeadline;
    private final boolean ownsStage2;
    private final @Nullable Instant published;

    private Push(
            ArchiveName archive,
            PushKind kind,
            @Nullable ArchiveSerial serial,
            Witnesses witnesses,
            Duration receiptDeadline,
            boolean ownsStage2,
            @Nullable Instant published) {
        this.archive = archive;
        this.kind = kind;
        this.serial = serial;
        this.witnesses = witnesses;
        this.receiptDeadline = receiptDeadline;
        this.ownsStage2 = ownsStage2;
        this.published = published;
    }

    /**
     * A whole push of an archive, without a serial and without a witness.
     *
     * @param archive which archive
     * @return the push
     */
    public static Push of(ArchiveName archive) {
        return new Push(archive, PushKind.ALL, null, Witnesses.NONE, DEFAULT_RECEIPT_DEADLINE, true, null);
    }

    /**
     * A whole push of an archive, without a serial and without a witness.
     *
     * @param archive its name; empty for the default archive
     * @return the push
     * @throws IllegalArgumentException if it is no archive name
     */
    public static Push of(String archive) {
        return of(ArchiveName.of(archive));
    }

    /**
     * The same push, run for something else.
     *
     * @param newKind the kind
     * @return the changed copy
     */
    public Push kind(PushKind newKind) {
        return new Push(
                archive,
                newKind,
                serial,
                witnesses,
                receiptDeadline,
                newKind != PushKind.MHOP || ownsStage2,
                published);
    }

    /**
     * The same push, of a serial: a mirror is complete when its trace shows this serial or a newer one.
     *
     * @param newSerial the serial of our archive
     * @return the changed copy
     */
    public Push serial(ArchiveSerial newSerial) {
        return new Push(archive, kind, newSerial, witnesses, receiptDeadline, ownsStage2, published);
    }

    /**
     * The same push, of the state that a tree is in now: with the serial of the tree, if it has one, and the time when it
     * was published.
     *
     * @param tree our archive
     * @return the changed copy
     * @throws org.pushmirror.core.text.FileException if the tree has a master trace that cannot be read
     */
    public Push tree(ArchiveTree tree) {
        Push dated = tree.published().map(this::published).orElse(this);
        return tree.serial().map(dated::serial).orElse(dated);
    }

    /**
     * The same push, of a state that was published then.
     *
     * @param time when it was published; histories count from then on
     * @return the changed copy
     */
    public Push published(Instant time) {
        return new Push(archive, kind, serial, witnesses, receiptDeadline, ownsStage2, time);
    }

    /**
     * The same push, witnessed by the traces of the mirrors.
     *
     * @param traces where to read them
     * @return the changed copy
     */
    public Push receipts(TraceSource traces) {
        return witnesses(witnesses.withTraces(traces));
    }

    /**
     * The same push, with other witnesses.
     *
     * @param newWitnesses whom to ask; they take the place of those named before
     * @return the changed copy
     */
    public Push witnesses(Witnesses newWitnesses) {
        return new Push(archive, kind, serial, newWitnesses, receiptDeadline, ownsStage2, published);
    }

    /**
     * The same push, with another patience for receipts.
     *
     * @param deadline how long after its last trigger a mirror may take to show the new state
     * @return the changed copy
     */
    public Push receiptDeadline(Duration deadline) {
        return new Push(archive, kind, serial, witnesses, deadline, ownsStage2, published);
    }

    /**
     * The same push, run from inside a sync that was asked to push stage 1 on: staged targets end with stage 1 done, and
     * get stage 2 from a later run of kind {@link PushKind#STAGE2}; other targets are left out, as runmirrors does it.
     *
     * @return the changed copy, of kind {@link PushKind#MHOP}
     */
    public Push leavingStage2() {
        return new Push(archive, PushKind.MHOP, serial, witnesses, receiptDeadline, false, published);
    }

    /**
     * Which archive.
     *
     * @return the archive
     */
    public ArchiveName archive() {
        return archive;
    }

    /**
     * What the run is for.
     *
     * @return the kind
     */
    public PushKind kind() {
        return kind;
    }

    /**
     * The serial of our archive.
     *
     * @return the serial; empty for archives without one
     */
    public Optional<ArchiveSerial> serial() {
        return Optional.ofNullable(serial);
    }

    /**
     * When the state that is pushed was published.
     *
     * @return the time; empty if it is not known
     */
    public Optional<Instant> published() {
        return Optional.ofNullable(published);
    }

    /**
     * Who is asked whether the push has arrived.
     *
     * @return the witnesses; {@link Witnesses#NONE} unless some are named
     */
    public Witnesses witnesses() {
        return witnesses;
    }

    /**
     * How long after its last trigger a mirror may take to show the new state.
     *
     * @return the patience, {@link #DEFAULT_RECEIPT_DEADLINE} unless said otherwise
     */
    public Duration receiptDeadline() {
        return receiptDeadline;
    }

    /**
     * Whether the run sends stage 2 to whoever got its stage 1.
     *
     * @return false after {@link #leavingStage2}
     */
    public boolean ownsStage2() {
        return ownsStage2;
    }
}
