package org.pushmirror.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.rsync.fixture.Programs;

/** The table of options, the commands that are built from it, and what the real rsync takes. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OptionOracleTest {

    /** Options by which a client becomes something else; no transfer has them. */
    private static final List<String> OTHER_MODES =
            List.of("--server", "--sender", "--daemon", "--config", "--dparam", "--detach", "--no-detach");

    @TempDir
    Path folder;

    private final Rsync rsync = Programs.rsync();
    private final Map<String, String> values = new HashMap<>();

    @BeforeEach
    void makeATree() throws IOException {
        Files.createDirectories(folder.resolve("source"));
        Files.writeString(folder.resolve("source/file"), "content");
        Files.createDirectories(folder.resolve("basis"));
        Files.writeString(folder.resolve("list"), "file\n");
        Files.createFile(folder.resolve("empty"));
        for (String line : """
                info=stats2|debug=none|stderr=errors|chmod=F644|max-size=10M|min-size=1|max-alloc=2G|filter=- *.x
                exclude=*.x|include=*.x|checksum-choice=md5|cc=md5|block-size=8192|compress-choice=zlib|zc=zlib
                skip-compress=gz|partial-dir=.part|log-file-format=%n|out-format=%n|log-format=%n|bwlimit=10M
                suffix=.b|stop-after=5|time-limit=5|stop-at=2037-01-01T00:00|rsh=ssh|rsync-path=rsync|iconv=utf8
                address=127.0.0.1|sockopts=TCP_NODELAY|outbuf=L|remote-option=--no-motd|dparam=port=1|modify-window=1
                max-delete=5|compress-level=3|zl=3|compress-threads=1|zt=1|timeout=50|contimeout=50|port=873|protocol=31
                checksum-seed=7|usermap=*:0|groupmap=*:0|chown=0:0
                """.strip().split("[|\n]")) {
            int equals = line.indexOf('=');
            values.put("--" + line.substring(0, equals), line.substring(equals + 1));
        }
        for (String name :
                List.of("confine-root", "compare-dest", "copy-dest", "link-dest", "backup-dir", "temp-dir")) {
            values.put("--" + name, folder.resolve("basis").toString());
        }
        for (String name : List.of("exclude-from", "include-from", "password-file", "early-input", "config")) {
            values.put("--" + name, folder.resolve("empty").toString());
        }
        for (String name : List.of("log-file", "read-batch", "write-batch", "only-write-batch")) {
            values.put("--" + name, folder.resolve(name).toString());
        }
        values.put("--files-from", folder.resolve("list").toString());
        values.put("--copy-as", System.getProperty("user.name"));
    }

    @Test
    void theTableHasEveryLongOptionOfRsyncAndNoOther() throws Exception {
        List<String> spellings = RsyncOption.all().stream()
                .flatMap(option -> Stream.concat(option.spellings().stream(), option.opposites().stream()))
                .toList();
        assertThat(spellings)
                .hasSize(255)
                .containsExactlyInAnyOrderElementsOf(longOptions().keySet());
    }

    @Test
    void eachOptionTakesAValueExactlyIfRsyncSaysSo() throws Exception {
        longOptions().forEach((spelling, kind) -> {
            RsyncOption<?> option = RsyncOption.named(spelling).orElseThrow();
            boolean takesValue =
                    option.kind().takesValue() && !option.opposites().contains(spelling);
            assertThat(takesValue).as(spelling).isEqualTo(!kind.equals("flag"));
        });
    }

    @Test
    void eachOptionIsTakenOrRefusedAsWhenTypedByHand() throws Exception {
        List<String> differences = new ArrayList<>();
        for (String spelling : longOptions().keySet()) {
            String argument = argument(spelling);
            String typed = OTHER_MODES.contains(spelling) ? "refused" : verdict(typed(List.of(argument)));
            String built = built(List.of(argument));
            if (!typed.equals(built)) {
                differences.add(argument + ": typed " + typed + ", built " + built);
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void pairsOfOptionsAreRefusedBeforeTheRunExactlyIfRsyncRefusesThem() throws Exception {
        List<String> options = longOptions().keySet().stream()
                .filter(spelling -> !OTHER_MODES.contains(spelling))
                // what another option says to the other end is no conflict
                .filter(spelling -> !spelling.equals("--remote-option"))
                // rsync answers these before it looks at what else was given
                .filter(spelling -> !spelling.equals("--help") && !spelling.equals("--version"))
                .toList();
        List<List<String>> pairs = new ArrayList<>(knownConflicts());
        long seed = Programs.seed();
        Random random = new Random(seed);
        for (int i = 0; i < Programs.count(60, 5000); i++) {
            pairs.add(List.of(
                    argument(options.get(random.nextInt(options.size()))),
                    argument(options.get(random.nextInt(options.size())))));
        }
        List<String> differences = new ArrayList<>();
        for (List<String> pair : pairs) {
            boolean refused = !conflict(pair).isEmpty();
            List<String> typed = typed(pair);
            boolean usage = verdict(typed).equals("1") && (refused || isConflict(pair, typed));
            if (usage != refused) {
                differences.add(pair + ": typed " + typed + ", built " + conflict(pair));
            }
        }
        assertThat(differences).as("seed " + seed).isEmpty();
    }

    /** Every kind of conflict once, in both orders, and some that an opposite resolves. */
    private List<List<String>> knownConflicts() {
        List<List<String>> pairs = new ArrayList<>();
        for (String line : """
                --secluded-args --old-args|--insecure-links --confine-root|--append --whole-file
                --append-verify --partial-dir|--inplace --delay-updates|--write-devices --partial-dir
                --delete-before --delete-after|--del --delete-after|--delete-delay --delete-before
                --compare-dest --copy-dest|--link-dest --copy-dest|--usermap --usermap|--chown --groupmap
                --read-batch --write-batch|--read-batch --files-from|--remove-sent-files --read-batch
                --no-r --delete|--no-inplace --delay-updates|--delete-during --delete-delay
                """.strip().split("[|\n]")) {
            String[] names = line.split(" ");
            pairs.add(List.of(argument(names[0]), argument(names[1])));
            pairs.add(List.of(argument(names[1]), argument(names[0])));
        }
        return pairs;
    }

    /** Whether rsync refuses the pair as such: each of the two it takes alone. */
    private boolean isConflict(List<String> pair, List<String> words) throws Exception {
        for (String one : pair) {
            if (!verdict(typed(List.of(one))).equals("0")) {
                return false;
            }
        }
        return !words.isEmpty();
    }

    private Map<String, String> longOptions() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (var in = OptionOracleTest.class.getResourceAsStream("long-options.tsv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] cells = line.split("\t");
                found.put(cells[0], cells[1]);
            });
        }
        return found;
    }

    private String argument(String spelling) {
        boolean takesValue = RsyncOption.named(spelling)
                .filter(option ->
                        option.kind().takesValue() && !option.opposites().contains(spelling))
                .isPresent();
        return takesValue ? spelling + "=" + values.get(spelling) : spelling;
    }

    /** Refused before the run, or the exit code of the run. */
    private String built(List<String> arguments) throws InterruptedException {
        RsyncOptions options = RsyncOptions.plain().with(RsyncOption.RECURSIVE).with(RsyncOption.DRY_RUN);
        try {
            for (String argument : arguments) {
                options = options.with(OptionSetting.parse(argument));
            }
            RsyncResult result = rsync.pull(RsyncSource.local(folder.resolve("source")))
                    .into(folder.resolve("target"))
                    .options(options)
                    .run();
            return Integer.toString(result.code());
        } catch (IllegalArgumentException e) {
            // rsync refuses all that is refused before the run with the exit code for a wrong command
            return onlyOtherModes(arguments) ? "refused" : "1";
        }
    }

    private static boolean onlyOtherModes(List<String> arguments) {
        return arguments.stream().allMatch(argument -> OTHER_MODES.contains(argument.replaceFirst("=.*", "")));
    }

    private String conflict(List<String> pair) {
        RsyncOptions options = RsyncOptions.plain().with(RsyncOption.RECURSIVE).with(RsyncOption.DRY_RUN);
        try {
            for (String argument : pair) {
                options = options.with(OptionSetting.parse(argument));
            }
            rsync.pull(RsyncSource.local(folder.resolve("source")))
                    .into(folder.resolve("target"))
                    .options(options)
                    .command();
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private List<String> typed(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(rsync.program().toString(), "-r", "-n"));
        command.addAll(arguments);
        command.addAll(List.of("--", folder.resolve("source") + "/", folder.resolve("target") + "/"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(rsync.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return List.of(
                Integer.toString(process.exitValue()),
                output.lines().findFirst().orElse(""));
    }

    private static String verdict(List<String> typed) {
        return typed.get(0);
    }
}
