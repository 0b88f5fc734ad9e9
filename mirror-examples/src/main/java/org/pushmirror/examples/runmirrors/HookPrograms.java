package org.pushmirror.examples.runmirrors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.pushmirror.core.push.PushHook;
import org.pushmirror.core.shell.RunmirrorsConf;
import org.pushmirror.core.sync.StepResult;

/** The hooks of runmirrors.conf: programs with arguments between blanks, whose output goes to the log of the run. */
final class HookPrograms implements PushHook {

    private final Map<Point, String> programs = new EnumMap<>(Point.class);
    private final Path folder;
    private final HubLog log;

    HookPrograms(Configuration configuration, HubLog log) {
        this.folder = configuration.folder();
        this.log = log;
        configuration.get(RunmirrorsConf.HOOK1).ifPresent(text -> programs.put(Point.BEFORE_ALL, text));
        configuration.get(RunmirrorsConf.HOOK2).ifPresent(text -> programs.put(Point.BETWEEN, text));
        configuration.get(RunmirrorsConf.HOOK3).ifPresent(text -> programs.put(Point.AFTER_ALL, text));
        programs.values().removeIf(String::isBlank);
    }

    boolean isEmpty() {
        return programs.isEmpty();
    }

    @Override
    public StepResult run(Call call) throws InterruptedException {
        String text = programs.get(call.point());
        if (text == null) {
            return StepResult.good("");
        }
        String hook = "hook " + call.point().number();
        log.say("Running " + hook + ": " + text);
        StepResult result = run(hook, List.of(text.strip().split("\\s+")));
        if (result.isGood()) {
            log.say("Back from " + hook + ".");
        } else {
            log.error(result.message());
        }
        return result;
    }

    private StepResult run(String hook, List<String> command) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
                    .start();
        } catch (IOException e) {
            return StepResult.failed("The program of " + hook + " cannot be run: " + e.getMessage() + ".", "");
        }
        try {
            int status = process.waitFor();
            return status == 0
                    ? StepResult.good("")
                    : StepResult.failed("The program of " + hook + " failed with exit status " + status + ".", "")
                            .withExitStatus(status);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
