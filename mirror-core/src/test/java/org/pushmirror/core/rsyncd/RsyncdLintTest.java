package org.pushmirror.core.rsyncd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.Severity;

class RsyncdLintTest {

    /** A file without any fault that deserves more than advice, to which the examples add lines. */
    private static final String GOOD = """
            uid = nobody
            gid = nogroup
            max connections = 25
            auth digest = sha256

            # The archive.
            [debian]
              path = /srv/debian
              comment = The Debian archive, all of it; really
              refuse options = compress delete
              exclude = .svn *.tmp /lost+found
              filter = - *.bak exclude,! /x :C
              incoming chmod = D755,F644
              hosts allow = 192.0.2.0/24 2001:db8::/32 *.example.com
              hosts deny = *
            """;

    private static final Map<RsyncdRule, String> EXAMPLES = Map.ofEntries(
            Map.entry(RsyncdRule.UNCLOSED_HEADER, "[x"),
            Map.entry(RsyncdRule.EMPTY_MODULE_NAME, "[ ]"),
            Map.entry(RsyncdRule.INVALID_MODULE_NAME, "[x/y]"),
            Map.entry(RsyncdRule.EMPTY_PARAMETER_NAME, "= x"),
            Map.entry(RsyncdRule.UNKNOWN_DIRECTIVE, "&imclude x"),
            Map.entry(RsyncdRule.EMPTY_DIRECTIVE, "&include = "),
            Map.entry(RsyncdRule.INCLUDE_UNREADABLE, "&include missing"),
            Map.entry(RsyncdRule.INCLUDE_CYCLE, "&merge rsyncd.conf"),
            Map.entry(RsyncdRule.FATAL_BEHIND_HEADER, "[x/y]"),
            Map.entry(RsyncdRule.BADLY_FORMED_LINE, "read only"),
            Map.entry(RsyncdRule.UNKNOWN_PARAMETER, "log fine = /x"),
            Map.entry(RsyncdRule.GLOBAL_IN_MODULE, "motd file = /x"),
            Map.entry(RsyncdRule.BAD_BOOLEAN, "read only = on"),
            Map.entry(RsyncdRule.BAD_ENUM, "syslog facility = deamon"),
            Map.entry(RsyncdRule.ODD_INTEGER, "timeout = 10 min"),
            Map.entry(RsyncdRule.PORT_OUT_OF_RANGE, "[global]\nport = 65536"),
            Map.entry(RsyncdRule.NAME_PARAMETER, "name = x"),
            Map.entry(RsyncdRule.NUL, "\0"),
            Map.entry(RsyncdRule.VARIABLE_NOT_EXPANDED, "comment = %NOPE%"),
            Map.entry(RsyncdRule.EXPANSION_TOO_LONG, "comment = %LONG%"),
            Map.entry(RsyncdRule.MODULE_REOPENED, "[ Debian]"),
            Map.entry(RsyncdRule.DUPLICATE_PARAMETER, "comment = again"),
            Map.entry(RsyncdRule.STARTUP_BEHIND_HEADER, "[global]\npid file = /x"),
            Map.entry(RsyncdRule.LATE_GLOBAL_TEXT, "[global]\ntemp dir = /x"),
            Map.entry(RsyncdRule.LATE_GLOBAL_VALUE, "[global]\nlist = no"),
            Map.entry(RsyncdRule.DEFAULT_AFTER_INCLUDE, "&include one\nlist = no"),
            Map.entry(RsyncdRule.COMMENT_IN_VALUE, "uid = nobody # not root"),
            Map.entry(RsyncdRule.QUOTED_VALUE, "temp dir = \"/x\""),
            Map.entry(RsyncdRule.QUOTED_COMMENT, "comment = \"x\""),
            Map.entry(RsyncdRule.CONTINUATION_SWALLOWS, "temp dir = /x\\\n[y]"),
            Map.entry(RsyncdRule.CONTINUED_PATH, "path = \\\n  /x"),
            Map.entry(RsyncdRule.DOUBLE_PERCENT, "comment = 100%%"),
            Map.entry(RsyncdRule.UNSET_VARIABLE, "path = /srv/%NOPE%"),
            Map.entry(RsyncdRule.USER_IN_PATH, "path = /srv/%RSYNC_USER_NAME%"),
            Map.entry(RsyncdRule.VARIABLE_IN_HOOK, "pre-xfer exec = /x %RSYNC_USER_NAME%"),
            Map.entry(RsyncdRule.MODULE_NAME_HASH, "[#x]"),
            Map.entry(RsyncdRule.MODULE_NAME_LONG, "[" + "x".repeat(1023) + "]"),
            Map.entry(RsyncdRule.MODULE_NAME_VARIABLE, "[x%FOO%]"),
            Map.entry(RsyncdRule.LISTING_TOO_LONG, "comment = " + "x".repeat(5200)),
            Map.entry(RsyncdRule.REFUSE_SEPARATOR, "refuse options = compress,delete"),
            Map.entry(RsyncdRule.REFUSE_UNKNOWN, "refuse options = --compress"),
            Map.entry(RsyncdRule.REFUSE_NEGATED, "refuse options = * !write-devices"),
            Map.entry(RsyncdRule.PATTERN_COMMA, "exclude = *.a,*.b"),
            Map.entry(RsyncdRule.BAD_FILTER, "filter = *.a"),
            Map.entry(RsyncdRule.BAD_CHMOD, "incoming chmod = ug=rw;o="),
            Map.entry(RsyncdRule.RELATIVE_PATH, "log file = x"),
            Map.entry(RsyncdRule.NO_PATH, "[x]"),
            Map.entry(RsyncdRule.AUTH_USERS_EMPTY, "auth users ="),
            Map.entry(RsyncdRule.AUTH_USERS_COMMA, "auth users = ,a b,c"),
            Map.entry(RsyncdRule.NO_SECRETS_FILE, "auth users = a"),
            Map.entry(RsyncdRule.STRICT_MODES_OFF, "auth users = a\nstrict modes = no"),
            Map.entry(RsyncdRule.AUTH_RULE_SHADOWED, "auth users = s* sam:deny"),
            Map.entry(RsyncdRule.AUTH_OPTION_UNKNOWN, "auth users = sam:read"),
            Map.entry(RsyncdRule.HOSTS_OPEN, "hosts deny = 192.0.2."),
            Map.entry(RsyncdRule.HOSTS_WORD, "hosts deny = ALL"),
            Map.entry(RsyncdRule.HOSTS_DENY_NAME, "hosts deny = bad.example.com"),
            Map.entry(RsyncdRule.HOSTS_CHROOT_NAME, "hosts deny = bad.example.com\n[global]\ndaemon chroot = /x"),
            Map.entry(RsyncdRule.HOSTS_LOCALHOST, "hosts allow = localhost"),
            Map.entry(RsyncdRule.OPEN_UPLOAD, "[x]\nread only = no"),
            Map.entry(RsyncdRule.UNLISTED, "[x]\nlist = no"),
            Map.entry(RsyncdRule.NO_AUTH_DIGEST, "auth users = a\nauth digest ="),
            Map.entry(RsyncdRule.NO_LIMIT, "[x]\nmax connections = 0"),
            Map.entry(RsyncdRule.LOCK_FILE_SHARED, "lock file = /tmp/x"),
            Map.entry(RsyncdRule.PROXY_WITHOUT_HOSTS, "[global]\nproxy protocol = yes"),
            Map.entry(RsyncdRule.ROOT_UID, "uid = root"),
            Map.entry(RsyncdRule.INSECURE_LINKS, "insecure links = yes"),
            Map.entry(RsyncdRule.MUNGE_OFF, "read only = no\nuse chroot = no\nmunge symlinks = no"),
            Map.entry(RsyncdRule.IGNORE_ERRORS, "ignore errors = yes"));

    /** These need another release, other files, or the start of the file; the tests below have them. */
    private static final Set<RsyncdRule> ELSEWHERE = Set.of(
            RsyncdRule.INCLUDE_TOO_DEEP,
            RsyncdRule.INCLUDE_TOO_MUCH,
            RsyncdRule.INCLUDE_NOT_FOLLOWED,
            RsyncdRule.PARAMETER_TOO_NEW,
            RsyncdRule.VULNERABLE_RSYNC,
            RsyncdRule.NO_CHROOT,
            RsyncdRule.CHROOT_INSIDE,
            RsyncdRule.NAME_CONVERTER,
            RsyncdRule.BOM,
            RsyncdRule.CR_ONLY,
            RsyncdRule.LISTS_NOT_CHECKED,
            RsyncdRule.STARTUP_IN_INCLUDE,
            RsyncdRule.INCLUDED_BACKUP,
            RsyncdRule.UNSAFE_OWNER,
            RsyncdRule.SECRETS_UNREADABLE,
            RsyncdRule.SECRETS_MODE,
            RsyncdRule.SECRETS_OWNER,
            RsyncdRule.USER_WITHOUT_SECRET,
            RsyncdRule.FILE_MISSING,
            RsyncdRule.MOTD_CONTENT);

    @TempDir
    Path folder;

    @Test
    void aGoodFileHasNothingThatMatters() throws IOException {
        assertThat(tree(GOOD).check(RsyncVersion.NEWEST)).isEmpty();
    }

    static Stream<Arguments> examples() {
        return EXAMPLES.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theLinesOfAnExampleAreFound(RsyncdRule rule, String lines) throws IOException {
        List<Diagnostic> found = tree(GOOD + lines + "\n").diagnostics();

        assertThat(found)
                .as(() -> rule + " in " + rules(found))
                .filteredOn(diagnostic -> diagnostic.rule().equals(rule.rule().id()))
                .isNotEmpty()
                .allSatisfy(diagnostic -> {
                    assertThat(diagnostic.severity()).isEqualTo(rule.rule().severity());
                    assertThat(diagnostic.message()).matches("[^\\n]+[.?]");
                });
    }

    @Test
    void everyRuleHasATest() {
        Set<RsyncdRule> tested = new HashSet<>(EXAMPLES.keySet());
        tested.addAll(ELSEWHERE);

        assertThat(tested).containsExactlyInAnyOrder(RsyncdRule.values());
    }

    @Test
    void anOldReleaseIsToldWhatItDoesNotKnowAndWhatItIsOpenTo() throws IOException {
        RsyncdTree tree = tree(
                GOOD + "[x]\npath = /a/./b\nuse chroot = no\nread only = no\nname converter = /x\nfake super = yes\n");

        assertThat(rules(tree.check(RsyncVersion.parse("3.2.7"))))
                .contains("parameter-too-new", "vulnerable-rsync", "no-chroot", "chroot-inside", "name-converter");
        assertThat(rules(tree.check(RsyncVersion.NEWEST)))
                .doesNotContain(
                        "parameter-too-new", "vulnerable-rsync", "no-chroot", "chroot-inside", "name-converter");
    }

    @Test
    void aByteOrderMarkAndLinesWithoutLineFeedsAreHazards() {
        assertThat(rules(RsyncdConf.parse("f", "\uFEFF[a]\n".getBytes(StandardCharsets.UTF_8))
                        .diagnostics()))
                .contains("bom");
        assertThat(rules(RsyncdConf.parse("f", "uid = x\r[a]\rpath = /x\r".getBytes(StandardCharsets.UTF_8))
                        .diagnostics()))
                .contains("cr-only");
        assertThat(rules(RsyncdConf.parse("f", "&include x\n".getBytes(StandardCharsets.UTF_8))
                        .diagnostics()))
                .contains("include-not-followed");
    }

    @Test
    void includedFilesAreLookedAt() throws IOException {
        Files.createDirectory(folder.resolve("d"));
        Path open = Files.writeString(folder.resolve("d/.old.conf"), "port = 874\n");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(rules(tree("&include d\n" + GOOD).check(RsyncVersion.NEWEST)))
                .containsExactlyInAnyOrder("included-backup", "unsafe-owner", "startup-in-include");
    }

    @Test
    void theFilesThatAreNamedAreLookedAt() throws IOException {
        Path secrets = Files.writeString(folder.resolve("secrets"), "ann:x\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-r--r--"));
        Path motd = Files.writeString(folder.resolve("motd"), "@ERROR: none\n");

        List<String> found = rules(tree("motd file = " + motd + "\n" + GOOD + "auth users = ann bob\nsecrets file = "
                        + secrets + "\nexclude from = " + folder
                        + "/none\n[x]\npath = /x\nauth users = ann\nsecrets file = "
                        + folder + "/none\n")
                .check(RsyncVersion.NEWEST));

        assertThat(found)
                .contains("secrets-mode", "secrets-unreadable", "user-without-secret", "file-missing", "motd-content");
    }

    @Test
    void filesThatIncludeMoreAndMoreEndInADiagnostic() throws IOException {
        for (int i = 0; i < 40; i++) {
            String next = "&merge " + (i + 1) + "\n";
            Files.writeString(folder.resolve(Integer.toString(i)), next + next);
        }
        Files.writeString(folder.resolve("40"), "uid = x\n".repeat(20));

        assertThat(rules(tree("&merge 0\n").fatal())).containsExactly("include-too-much");
    }

    @Test
    void tenThousandNestedIncludesEndInADiagnostic() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            Files.writeString(folder.resolve(Integer.toString(i)), "&merge " + (i + 1) + "\n");
        }
        Files.writeString(folder.resolve("10000"), "");

        assertThat(rules(tree("&merge 0\n").fatal())).containsExactly("include-too-deep");
    }

    @Test
    void listsThatNobodyWritesByHandAreNotCheckedAndThatIsSaid() throws IOException {
        String users = "ann,".repeat(300_000);
        String defaults = "hosts deny = " + "192.0.2.1,".repeat(100_000) + "\n";
        String modules = "[m%d]\npath = /srv\n";
        StringBuilder many = new StringBuilder(GOOD).append(defaults.replace("hosts deny", "[global]\nhosts deny"));
        for (int i = 0; i < 80; i++) {
            many.append(String.format(modules, i));
        }

        assertThat(rules(tree(GOOD + "auth users = " + users + "\n").diagnostics()))
                .containsExactly("lists-not-checked");
        assertThat(rules(tree(GOOD + "[x]\npath = /x\nfilter = " + users + "\n").diagnostics()))
                .contains("lists-not-checked");
        assertThat(rules(tree(many.toString()).diagnostics())).contains("lists-not-checked");
    }

    @Test
    void whatWasMostLikelyMeantIsNamed() {
        assertThat(RsyncdParameter.nearest("read_only")).contains(RsyncdParameter.READ_ONLY);
        assertThat(RsyncdParameter.nearest("secrets")).contains(RsyncdParameter.SECRETS_FILE);
        assertThat(RsyncdParameter.nearest("Max Conn")).contains(RsyncdParameter.MAX_CONNECTIONS);
        assertThat(RsyncdParameter.nearest("hosts")).isEmpty();
        assertThat(RsyncdParameter.nearest("nonsense")).isEmpty();
    }

    @Test
    void aFileOfNothingButFaultsHasABoundedNumberOfDiagnostics() {
        byte[] bytes = "x\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        assertThat(RsyncdConf.parse("f", bytes).diagnostics())
                .hasSize(1000)
                .allMatch(found -> found.severity() == Severity.IGNORED);
    }

    private RsyncdTree tree(String text) throws IOException {
        Files.writeString(folder.resolve("one"), "");
        Path main = Files.writeString(folder.resolve("rsyncd.conf"), text, StandardCharsets.ISO_8859_1);
        return RsyncdTree.read(main, new RsyncdSurroundings(folder, Map.of("FOO", "foo", "LONG", "x".repeat(3000))));
    }

    private static List<String> rules(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::rule).distinct().toList();
    }
}
