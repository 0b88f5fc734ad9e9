package org.pushmirror.examples.conform;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.pushmirror.core.json.OpenJson;
import org.pushmirror.core.json.ReportJson;
import org.pushmirror.examples.conform.Verdict.Kind;
import org.pushmirror.examples.signals.EndOnSignal;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mirrorctl conform}: drives a receiver through the musts of push mirroring. */
@Command(
        name = "conform",
        description = {
            "Drives a receiver of pushes through the musts of push mirroring, on this machine, and prints a verdict for "
                    + "each. The program is started as sshd starts a forced command, with a home, a ~/.config/ftpsync/ftpsync.conf "
                    + "and a tree of its own; receivers that read no such file find the same settings in their environment.",
            "Exit code 1: a must is broken."
        },
        mixinStandardHelpOptions = true)
public final class ConformCommand implements Callable<Integer> {

    private static final int BROKEN = 1;
    private static final int CANNOT_OPEN = 66;
    private static final int MISSING_PROGRAM = 69;
    private static final int INTERRUPTED = 130;

    @Option(names = "--json", description = "Print the verdicts as a JSON object.")
    private boolean json;

    @Parameters(
            arity = "1..*",
            paramLabel = "PROGRAM",
            description = "The receiver, for example /usr/bin/ftpsync, and arguments for it, after --.")
    private List<String> command;

    /** Made by picocli. */
    public ConformCommand() {}

    @Override
    public Integer call() throws IOException {
        Path program = Path.of(command.get(0)).toAbsolutePath().normalize();
        if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
            return fail(CANNOT_OPEN, program + " is no program that can be started.");
        }
        List<String> absolute = new ArrayList<>(command);
        absolute.set(0, program.toString());
        EndOnSignal signal = EndOnSignal.interruptingThisThread();
        try {
            Conformance conformance = Drive.of(Rsync.find(), absolute);
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            if (json) {
                out.println(OpenJson.line(json(program, conformance)));
            } else {
                print(out, conformance);
            }
            return conformance.isKept() ? 0 : BROKEN;
        } catch (RsyncException e) {
            return fail(MISSING_PROGRAM, e.getMessage());
        } catch (InterruptedException e) {
            return fail(INTERRUPTED, "interrupted; everything that was started is ended.");
        } finally {
            signal.close();
        }
    }

    private static int fail(int status, String message) {
        System.err.println("mirrorctl: " + message);
        return status;
    }

    private static void print(PrintStream out, Conformance conformance) {
        for (Must must : Must.values()) {
            out.printf(
                    "%d %-10s %s%n", must.number(), conformance.of(must).kind().word(), must.text());
            Conformance.checks(must).forEach(check -> {
                Verdict verdict = conformance.verdicts().get(check);
                out.printf("    %-10s %s: %s%n", verdict.kind().word(), check.id(), check.title());
                if (!verdict.reason().isEmpty()) {
                    out.printf("               %s%n", verdict.reason());
                }
            });
        }
    }

    private static Map<String, Object> json(Path program, Conformance conformance) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("version", ReportJson.VERSION);
        object.put("program", program.toString());
        List<Object> musts = new ArrayList<>();
        Map<String, Object> summary = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            summary.put(kind.word(), 0);
        }
        for (Must must : Must.values()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("must", must.number());
            row.put("text", must.text());
            put(row, conformance.of(must));
            List<Object> checks = new ArrayList<>();
            Conformance.checks(must).forEach(check -> checks.add(json(check, conformance)));
            row.put("checks", checks);
            musts.add(row);
            summary.merge(conformance.of(must).kind().word(), 1, (one, other) -> (int) one + (int) other);
        }
        object.put("musts", musts);
        object.put("summary", summary);
        return object;
    }

    private static Map<String, Object> json(Check check, Conformance conformance) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", check.id());
        row.put("title", check.title());
        put(row, conformance.verdicts().get(check));
        return row;
    }

    private static void put(Map<String, Object> row, Verdict verdict) {
        row.put("verdict", verdict.kind().word());
        if (!verdict.reason().isEmpty()) {
            row.put("reason", verdict.reason());
        }
    }
}
