package org.pushmirror.core.rsyncd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.oracle.RealProgram;
import org.pushmirror.core.text.EscapedUtf8;

/** The real rsync reads the same files, as a daemon on its standard input and output, and lists its modules. */
class RsyncAgreementTest {

    private static final String REFUSED = "refused";

    @TempDir
    Path folder;

    @Test
    void rsyncListsTheModulesOfTheFileThatWeMake() throws Exception {
        RsyncdConf conf = RsyncdConf.create()
                .with(RsyncdParameter.UID, "nobody")
                .withModule(RsyncdModule.of("debian", folder)
                        .with(RsyncdParameter.COMMENT, "The \"Debian\" archive; [all] of it é"))
                .withModule(RsyncdModule.of("hidden").with(RsyncdParameter.LIST, false))
                .withModule(RsyncdModule.of("with two words").with(RsyncdParameter.COMMENT, ""));

        assertThat(listing(conf.bytes()))
                .isEqualTo(latin1("debian         \tThe \"Debian\" archive; [all] of it é\nwith two words \t\n"));
    }

    @Test
    void rsyncAgreesOnRandomFiles() {
        RandomCases.check(400, random -> {
            byte[] bytes = RandomConf.bytes(random);
            RsyncdConf conf = RsyncdConf.parse("rsyncd.conf", bytes);

            assertThat(conf.bytes()).isEqualTo(bytes);
            RsyncdTree tree =
                    RsyncdTree.of(folder.resolve("rsyncd.conf"), bytes, new RsyncdSurroundings(folder, Map.of()));
            assertThat(ours(tree)).as(conf.toString()).isEqualTo(listing(bytes));
        });
    }

    @Test
    void rsyncAgreesOnRandomFilesThatIncludeOthers() {
        RandomCases.check(250, random -> {
            Path main = RandomTree.write(folder, random);
            RsyncdTree tree = RsyncdTree.read(main, new RsyncdSurroundings(folder, RandomTree.VARIABLES));

            assertThat(ours(tree))
                    .as(() -> tree.files() + "\n" + RsyncdConf.read(main) + "\n" + tree.diagnostics())
                    .isEqualTo(listing(main, RandomTree.VARIABLES));
        });
    }

    @Test
    void rsyncReadsBackEveryTextThatIsTaken() {
        RandomCases.check(200, random -> {
            String comment = new String(RandomCases.bytes(random, 12, "a =#;[]\"\\\t&%"), StandardCharsets.ISO_8859_1);
            String name = new String(RandomCases.bytes(random, 6, "ab =#;[]\"\\&%/"), StandardCharsets.ISO_8859_1);
            RsyncdConf conf;
            try {
                conf = RsyncdConf.create().withModule(RsyncdModule.of(name).with(RsyncdParameter.COMMENT, comment));
            } catch (IllegalArgumentException refused) {
                return;
            }

            assertThat(listing(conf.bytes())).isEqualTo(latin1(line(name, comment)));
        });
    }

    @Test
    void rsyncSeesWhatAnEditOfAnyFileMeant() {
        RandomCases.check(100, random -> {
            RsyncdConf conf = RsyncdConf.parse("rsyncd.conf", RandomConf.bytes(random));
            List<EffectiveModule> modules = conf.effective().modules();
            if (!conf.accepted() || modules.isEmpty()) {
                return;
            }
            String name = modules.get(random.nextInt(modules.size())).writtenName();
            String comment = new String(RandomCases.bytes(random, 12, "ab =#;[]\"\\\t&%"), StandardCharsets.ISO_8859_1);
            RsyncdConf changed;
            try {
                changed = conf.with(name, RsyncdParameter.COMMENT, comment)
                        .with(name, RsyncdParameter.LIST, random.nextBoolean())
                        .with(name, RsyncdParameter.MAX_CONNECTIONS, -1 - random.nextInt(1_000_000));
            } catch (IllegalArgumentException | IllegalStateException | NoSuchElementException refused) {
                return;
            }
            EffectiveModule module = changed.effective().module(name);
            String expected = "@ERROR: max connections (" + module.get(RsyncdParameter.MAX_CONNECTIONS) + ") reached";

            assertThat(module.get(RsyncdParameter.COMMENT)).isEqualTo(comment);
            assertThat(listing(changed.bytes()))
                    .as(changed.toString())
                    .isEqualTo(ours(RsyncdTree.of(
                            folder.resolve("rsyncd.conf"), changed.bytes(), new RsyncdSurroundings(folder, Map.of()))));
            if (!module.name().startsWith("#") && module.authUsers().isEmpty()) {
                assertThat(asked(module.name())).as(changed.toString()).contains(expected);
            }
        });
    }

    private String asked(String module) throws Exception {
        byte[] name = EscapedUtf8.encode("@RSYNCD: 31.0\n" + module + "\n");
        return RealProgram.run(
                        folder,
                        name,
                        List.of("rsync", "--server", "--daemon", "--config=" + folder.resolve("rsyncd.conf"), "."),
                        Map.of())
                .text();
    }

    private String listing(byte[] conf) throws Exception {
        return listing(Files.write(folder.resolve("rsyncd.conf"), conf), Map.of());
    }

    private String listing(Path file, Map<String, String> variables) throws Exception {
        RealProgram.Ended ended = RealProgram.run(
                folder,
                "@RSYNCD: 31.0\n#list\n".getBytes(StandardCharsets.US_ASCII),
                List.of("rsync", "--server", "--daemon", "--config=" + file, "."),
                variables);
        String output = ended.text();
        if (!output.startsWith("@RSYNCD: ")) {
            return REFUSED;
        }
        String modules = output.substring(output.indexOf('\n') + 1);
        assertThat(modules).endsWith("@RSYNCD: EXIT\n");
        return modules.substring(0, modules.length() - "@RSYNCD: EXIT\n".length());
    }

    private static String ours(RsyncdTree conf) {
        if (!conf.accepted()) {
            return REFUSED;
        }
        return latin1(conf.effective().modules().stream()
                .filter(EffectiveModule::listed)
                .map(module ->
                        line(module.name(), module.find(RsyncdParameter.COMMENT).orElse("")))
                .collect(Collectors.joining()));
    }

    private static String line(String name, String comment) {
        byte[] bytes = EscapedUtf8.encode(name);
        return name + " ".repeat(Math.max(0, 15 - bytes.length)) + "\t" + comment + "\n";
    }

    /** The bytes of text, a character for each. */
    private static String latin1(String text) {
        return new String(EscapedUtf8.encode(text), StandardCharsets.ISO_8859_1);
    }
}
