package org.pushmirror.core.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pushmirror.core.inetd.InetdConf;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.secrets.SecretsFile;
import org.pushmirror.core.sshkeys.AuthorizedKeys;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.text.LintRule;

/** docs/lint.md is made from the tables of rules: {@code -Dpushmirror.write=true} writes it anew. */
class LintDocumentTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("pushmirror.root"), "docs", "lint.md");

    static Stream<Arguments> families() {
        return Stream.of(
                Arguments.of("rsyncd.conf", RsyncdConf.rules()),
                Arguments.of("secrets", SecretsFile.rules()),
                Arguments.of("inetd.conf", InetdConf.rules()),
                Arguments.of("authorized_keys", AuthorizedKeys.rules()),
                Arguments.of("known_hosts", KnownHosts.rules()));
    }

    @ParameterizedTest
    @MethodSource("families")
    void theDocumentHasTheRulesOfTheTables(String family, List<LintRule> rules) throws IOException {
        String begin = "<!-- rules of " + family + " -->\n";
        String end = "<!-- end of " + family + " -->\n";
        String table = "| rule | severity | what it finds |\n| --- | --- | --- |\n"
                + rules.stream()
                        .map(rule ->
                                "| `" + rule.id() + "` | " + rule.severity().word() + " | " + rule.meaning() + " |\n")
                        .collect(Collectors.joining());
        String document = Files.readString(DOCUMENT);
        String wanted = document.substring(0, document.indexOf(begin) + begin.length())
                + table
                + document.substring(document.indexOf(end));
        if (Boolean.getBoolean("pushmirror.write")) {
            Files.writeString(DOCUMENT, wanted);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(wanted);
    }

    @Test
    void idsAreStableWordsAndMeaningsAreSentences() {
        assertThat(families()
                        .flatMap(family -> ((List<?>) family.get()[1]).stream().map(LintRule.class::cast)))
                .allSatisfy(rule -> {
                    assertThat(rule.id()).matches("[a-z]+(-[a-z]+)*");
                    assertThat(rule.meaning()).matches("[A-Za-z`].*\\.");
                });
    }
}
