package org.pushmirror.examples.runmirrors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.examples.runmirrors.TestHub.Run;

/** Lists as people write them, without what Debian's runmirrors stumbles over: both programs do the same with them. */
@Timeout(900)
class RandomListsTest {

    private static final Pattern USER = Pattern.compile("-o user=(\\S+)");
    private static final Pattern PORT = Pattern.compile("-p (\\d+)");
    private static final Pattern KEY = Pattern.compile("-i (\\S+)");

    @TempDir
    Path folder;

    private Random random = new Random();

    @Test
    void bothContactTheSameMirrorsWithTheSameWordsUsersPortsAndKeys() throws Exception {
        int cases = Boolean.getBoolean("pushmirror.long") ? 200 : 6;
        String fixed = System.getProperty("pushmirror.seed", "");
        long seed = fixed.isEmpty() ? new Random().nextLong() : Long.parseLong(fixed);
        for (int i = 0; i < cases; i++) {
            random = new Random(seed + i);
            compare(Files.createDirectories(folder.resolve("case" + i)), "seed " + (seed + i));
        }
    }

    private void compare(Path place, String name) throws Exception {
        TestHub hub = new TestHub(place);
        String archive = random.nextBoolean() ? "" : "security";
        String program = archive.isEmpty() ? "runmirrors" : "runmirrors-" + archive;
        String list = list();
        hub.configuration(program + ".conf", "BASEDIR=" + hub.home() + "\n" + pushArchive())
                .list(program + ".mirror", list);
        String[] arguments = arguments(archive);
        String what = name + ": " + String.join(" ", arguments) + "\n" + list;

        Run original = hub.original(arguments);
        Map<String, String> theirs = new TreeMap<>();
        for (String line : hub.commandLines()) {
            theirs.merge(
                    line.substring(0, line.indexOf('|')),
                    found(USER, line) + " " + found(PORT, line) + " "
                            + found(KEY, line).replace(hub.home() + "/.ssh/pushmirror", ""),
                    (first, second) -> first);
        }
        ScriptedMirrors mirrors = hub.oursWithMirrors(arguments);
        Map<String, String> ours = new TreeMap<>();
        for (PushTarget target : mirrors.targets()) {
            ours.put(
                    target.host(),
                    target.user() + " "
                            + (target.givenPort().isPresent() ? target.port() : "") + " "
                            + target.identity().map(Path::toString).orElse(""));
        }

        assertThat(byHost(mirrors.sent())).as(what).isEqualTo(byHost(original.sent()));
        assertThat(ours).as(what).isEqualTo(theirs);
        assertThat(original.status()).isZero();
    }

    private static Map<String, List<String>> byHost(List<String> sent) {
        Map<String, List<String>> hosts = new TreeMap<>();
        for (String line : sent) {
            int colon = line.indexOf(": ");
            hosts.computeIfAbsent(line.substring(0, colon), host -> new ArrayList<>())
                    .add(line.substring(colon + 2));
        }
        return hosts;
    }

    private static String found(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? matcher.group(1) : "";
    }

    private String pushArchive() {
        return random.nextInt(3) == 0 ? "PUSHARCHIVE=other\n" : "";
    }

    private String[] arguments(String archive) {
        List<String> arguments = new ArrayList<>();
        if (!archive.isEmpty() && random.nextBoolean()) {
            return new String[] {archive};
        }
        if (!archive.isEmpty()) {
            arguments.addAll(random.nextBoolean() ? List.of("-a", archive) : List.of("-a" + archive));
        }
        boolean stagedOnly = random.nextInt(4) == 0;
        if (stagedOnly) {
            arguments.addAll(List.of("-fk", "mhop"));
        } else if (random.nextInt(4) > 0) {
            arguments.addAll(List.of("-k", pick("all", "mhop", "stage2")));
            if (random.nextBoolean()) {
                arguments.add("-f");
            }
        }
        return arguments.toArray(String[]::new);
    }

    private String list() {
        StringBuilder list = new StringBuilder();
        int lines = 4 + random.nextInt(10);
        for (int i = 0; i < lines; i++) {
            list.append(line(i)).append('\n');
        }
        // A push from ftpsync without a staged mirror takes Debian's program the whole PUSHDELAY.
        return list + "staged last last.example.com mirror\n";
    }

    private String line(int number) {
        String name = "m" + number;
        String host = name + pick(".example.com", ".example.org", "");
        String start = pick("all", "staged", "mhop") + pick(" ", "  ", "\t") + name + " ";
        return switch (random.nextInt(12)) {
            case 0 -> "# " + start + host + " mirror";
            case 1 -> "";
            case 2 -> "DELAY 1";
            case 3 -> "DELAY 1 stage1";
            case 4 -> start + "ssh+ftpsync://archvsync@" + host + pick("", "/debian", "/security");
            case 5 -> start + host + " archvsync 2 /home/hub/.ssh/key" + number;
            case 6 -> start + host + " mirror -p " + (2000 + number);
            case 7 -> start + host + " mirror -4";
            case 8 -> start + host + pick(" mirror ", "\tmirror");
            default -> start + host + " " + pick("mirror", "archvsync", "debian.mirror");
        };
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
