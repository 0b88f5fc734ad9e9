package org.pushmirror.examples.conform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.pushmirror.core.trace.ArchiveSerial;
import org.pushmirror.core.trace.TraceFile;

/** Scenes about the two stages, and the trace that they leave. */
final class StageScenes {

    private static final String STRAY = "pool/main/s/stray/stray_1_amd64.deb";
    private static final int MANY = 2_000;

    private StageScenes() {}

    static void firstSync(Site site) throws IOException, InterruptedException {
        for (String name : new String[] {"alpha", "beta", "gamma", "delta"}) {
            site.archive().add(name);
        }
        ArchiveSerial serial = site.archive().publish();
        OptionalInt exit = site.trigger("sync:all").await(Site.RUN);
        Optional<String> atItsEnd = site.difference();
        site.receiver().settle(Site.RUN);
        Optional<String> later = site.difference();
        boolean done = exit.equals(OptionalInt.of(0)) && later.isEmpty();
        site.say(
                Check.ALL_IS_BOTH,
                Verdict.keptIf(
                        done,
                        "A first sync:all " + Site.ending(exit)
                                + later.map(what -> ", and the mirror " + what).orElse("") + "."));
        site.say(
                Check.ENDS_WHEN_DONE,
                Verdict.keptIf(
                        atItsEnd.isEmpty() || later.isPresent(),
                        "sync:all ended before its work was done, so a hub cannot know when it is."));
        if (done) {
            lookAtTrace(site, serial);
        }
    }

    private static void lookAtTrace(Site site, ArchiveSerial serial) throws IOException {
        Path file = site.receiver().trace();
        boolean exists = Files.exists(file);
        site.say(
                Check.TRACE_NAME,
                Verdict.keptIf(exists, "There is no project/trace/" + Receiver.MIRROR + " after a sync:all."));
        if (exists) {
            TraceFile trace = TraceFile.parse(Files.readAllBytes(file));
            String host = trace.field(TraceFile.RUNNING_ON_HOST).orElse("missing");
            site.say(
                    Check.TRACE_HOST,
                    Verdict.keptIf(
                            host.equals(Receiver.HOST),
                            "\"" + TraceFile.RUNNING_ON_HOST + "\" is " + host + " and not " + Receiver.HOST + "."));
            String told = trace.serial().map(ArchiveSerial::value).orElse("missing");
            site.say(
                    Check.TRACE_SERIAL,
                    Verdict.keptIf(
                            told.equals(serial.value()),
                            "The serial in the trace is " + told + " and not " + serial.value() + "."));
        }
    }

    static void bothStages(Site site) throws IOException, InterruptedException {
        Receiver receiver = site.receiver();
        Path stray = receiver.tree().resolve(STRAY);
        Files.createDirectories(stray.getParent());
        Files.writeString(stray, "upstream does not have this\n");
        site.archive().add("epsilon").remove("alpha").publish();
        Map<String, Object> before = indices(receiver);
        Optional<byte[]> trace = trace(receiver);

        Path witness = receiver.home().resolve("witness");
        OptionalInt exit = site.trigger("sync:stage1 sync:nonsense " + KeyScenes.commands(witness))
                .await(Site.RUN);
        boolean dataAtItsEnd = has(receiver, "epsilon");
        receiver.settle(Site.RUN);
        boolean data = has(receiver, "epsilon");
        site.say(Check.STAGE1_DATA, Verdict.keptIf(data, "A stage 1 did not bring a new package."));
        site.say(
                Check.ENDS_WHEN_DONE,
                Verdict.keptIf(
                        dataAtItsEnd || !data,
                        "sync:stage1 ended before its work was done, so a staged push sends stage 2 too early."));
        site.say(
                Check.UNKNOWN_WORDS,
                Verdict.keptIf(
                        data && exit.equals(OptionalInt.of(0)),
                        "A sync:stage1 with an unknown word " + Site.ending(exit)
                                + (data ? "." : ", and did not do its work.")));
        site.say(Check.NO_COMMANDS, Verdict.keptIf(!Files.exists(witness), "A shell command in its words was run."));
        lookAtStage1(site, before, trace, stray);
        lookAtStage2(site);
    }

    private static void lookAtStage1(Site site, Map<String, Object> before, Optional<byte[]> trace, Path stray)
            throws IOException {
        Receiver receiver = site.receiver();
        Map<String, Object> now = indices(receiver);
        Optional<String> changed = before.keySet().stream()
                .filter(name -> !Objects.equals(before.get(name), now.get(name)))
                .findFirst();
        site.say(
                Check.STAGE1_NO_INDICES,
                changed.map(name -> Verdict.broken("A stage 1 brought the index " + name + "."))
                        .orElse(Verdict.KEPT));
        boolean whole = Files.exists(stray) && has(receiver, "alpha");
        site.say(Check.STAGE1_NO_DELETION, Verdict.keptIf(whole, "A stage 1 deleted what upstream no longer has."));
        boolean same =
                trace.isPresent() && trace(receiver).map(ByteBuffer::wrap).equals(trace.map(ByteBuffer::wrap));
        site.say(
                Check.TRACE_SERIAL,
                Verdict.keptIf(
                        same,
                        "A stage 1 changed project/trace/" + Receiver.MIRROR
                                + ", which says that a whole sync was done."));
    }

    private static void lookAtStage2(Site site) throws IOException, InterruptedException {
        OptionalInt exit = site.run("sync:stage2");
        Optional<String> difference = site.difference();
        site.say(
                Check.STAGE2_COMPLETES,
                Verdict.keptIf(
                        difference.isEmpty() && exit.equals(OptionalInt.of(0)),
                        "A stage 2 after a stage 1 " + Site.ending(exit)
                                + difference
                                        .map(what -> ", and the mirror " + what)
                                        .orElse("") + "."));
    }

    static void busyUpstream(Site site) throws IOException, InterruptedException {
        site.archive().add("theta").publish();
        Map<String, Object> before = indices(site.receiver());
        Path mark = site.archive().beginUpdate();
        try {
            site.run("sync:all");
        } finally {
            Files.delete(mark);
        }
        site.say(
                Check.UPSTREAM_IN_PROGRESS,
                Verdict.keptIf(
                        before.equals(indices(site.receiver())),
                        "A sync:all took indices although upstream's tree had " + mark.getFileName() + "."));
    }

    static void changingUpstream(Site site) throws IOException, InterruptedException {
        Receiver receiver = site.receiver();
        site.archive().add("iota").publish();
        try (IndexWatch watch = IndexWatch.of(receiver.tree())) {
            Valve.Hold hold = site.valve().holdNext(() -> has(receiver, "iota"));
            Receiver.Trigger run = site.trigger("sync:all");
            boolean caught;
            try {
                caught = site.isCaught(hold);
                for (int i = 0; i < MANY; i++) {
                    site.archive().add("many" + i);
                }
                site.archive().publish();
            } finally {
                hold.release();
            }
            run.await(Site.RUN);
            receiver.settle(Site.RUN);
            Verdict verdict = watch.missing().map(Verdict::broken).orElse(Verdict.KEPT);
            site.say(
                    Check.UPSTREAM_CHANGES,
                    caught ? verdict : Verdict.notTested("It did not come back to upstream after the data."));
        }
    }

    private static boolean has(Receiver receiver, String name) {
        return Files.exists(receiver.tree().resolve(Archive.file(name)));
    }

    private static Optional<byte[]> trace(Receiver receiver) throws IOException {
        return Files.exists(receiver.trace()) ? Optional.of(Files.readAllBytes(receiver.trace())) : Optional.empty();
    }

    /** The contents of the indices. */
    private static Map<String, Object> indices(Receiver receiver) throws IOException {
        Map<String, Object> contents = new LinkedHashMap<>();
        for (String name : Archive.indices()) {
            try {
                contents.put(
                        name, ByteBuffer.wrap(Files.readAllBytes(receiver.tree().resolve(name))));
            } catch (NoSuchFileException e) {
                contents.put(name, "missing");
            }
        }
        return contents;
    }
}
