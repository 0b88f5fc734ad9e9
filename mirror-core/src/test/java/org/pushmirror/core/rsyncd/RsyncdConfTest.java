package org.pushmirror.core.rsyncd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.core.text.DocumentException;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.Severity;

class RsyncdConfTest {

    private static final String DEBIAN = """
            uid = nobody
            gid = nogroup
            max connections = 25
            socket options = SO_KEEPALIVE

            # The archive, for our mirrors only.
            [debian]
              path = /srv/debian
              comment = The Debian archive
              auth users = site1.example.com,site2.example.com
              read only = yes
              secrets file = /etc/rsyncd/debian.secrets
            """;

    @TempDir
    Path folder;

    @Test
    void thePushServerOfDebianIsMadeFromNothing() {
        RsyncdConf conf = RsyncdConf.create()
                .with(RsyncdParameter.UID, "nobody")
                .with(RsyncdParameter.GID, "nogroup")
                .with(RsyncdParameter.MAX_CONNECTIONS, 25)
                .with(RsyncdParameter.SOCKET_OPTIONS, "SO_KEEPALIVE")
                .withModule(RsyncdModule.of("debian", Path.of("/srv/debian"))
                        .with(RsyncdParameter.COMMENT, "The Debian archive")
                        .with(RsyncdParameter.AUTH_USERS, "site1.example.com,site2.example.com")
                        .with(RsyncdParameter.READ_ONLY, true)
                        .with(RsyncdParameter.SECRETS_FILE, "/etc/rsyncd/debian.secrets")
                        .remark("The archive, for our mirrors only."));

        assertThat(conf).hasToString(DEBIAN);
        assertThat(conf.diagnostics()).allMatch(found -> found.severity() == Severity.ADVICE);
    }

    @Test
    void aModuleHasWhatItSetsWhatItInheritsAndDefaults() {
        EffectiveModule debian = parse(DEBIAN).effective().module("DEBIAN");

        assertThat(debian.get(RsyncdParameter.PATH)).isEqualTo("/srv/debian");
        assertThat(debian.get(RsyncdParameter.MAX_CONNECTIONS)).isEqualTo(25);
        assertThat(debian.get(RsyncdParameter.LIST)).isTrue();
        assertThat(debian.get(RsyncdParameter.USE_CHROOT)).isEqualTo(TriState.UNSET);
        assertThat(debian.get(RsyncdParameter.TIMEOUT)).isEqualTo(Duration.ZERO);
        assertThat(debian.find(RsyncdParameter.HOSTS_DENY)).isEmpty();
        assertThat(debian.set())
                .containsExactly(
                        RsyncdParameter.PATH,
                        RsyncdParameter.COMMENT,
                        RsyncdParameter.AUTH_USERS,
                        RsyncdParameter.READ_ONLY,
                        RsyncdParameter.SECRETS_FILE);
        assertThat(debian.place()).hasToString("rsyncd.conf:7:1");
    }

    @Test
    void whatIsMissingIsOneClearSentence() {
        EffectiveConf effective = parse(DEBIAN).effective();

        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> effective.module("ubuntu"))
                .withMessage("There is no module \"ubuntu\" in rsyncd.conf, only [[debian]].");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> effective.module("debian").get(RsyncdParameter.HOSTS_DENY))
                .withMessage("The module \"debian\" of rsyncd.conf does not set \"hosts deny\", which has no default.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> effective.module("debian").find(RsyncdParameter.PORT))
                .withMessage("\"port\" is a global parameter: no module has it.");
    }

    @Test
    void aLateTextReachesEarlierModulesAndALateNumberDoesNot() {
        EffectiveModule first = parse("[a]\n[global]\ncomment = late\nmax connections = 5\nlist = no\n[b]\n")
                .effective()
                .module("a");

        assertThat(first.get(RsyncdParameter.COMMENT)).isEqualTo("late");
        assertThat(first.get(RsyncdParameter.MAX_CONNECTIONS)).isZero();
        assertThat(first.listed()).isTrue();
    }

    @Test
    void aReopenedModuleKeepsItsPlaceAndTheLastValueWins() {
        EffectiveConf effective = parse("[a b]\ncomment = 1\n[c]\n[A  B]\ncomment = 2\nlist = no\nlist = off\n")
                .effective();

        assertThat(effective.modules()).extracting(EffectiveModule::name).containsExactly("a b", "c");
        assertThat(effective.module("ab").get(RsyncdParameter.COMMENT)).isEqualTo("2");
        assertThat(effective.module("ab").listed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[a]\\nlist = off                | 2:1: hazard: The value of \"list\" is not yes, no, true, false, 1 or 0, so rsync keeps the one from before.",
                "[a]\\nread_only = no            | 2:1: ignored: rsync knows no parameter \"read_only\" and ignores it; did you mean \"read only\"?",
                "[a]\\n  port = 873              | 2:3: ignored: rsync ignores \"port\" in a module; it belongs before the first module.",
                "[a]\\ntimeout = 10m             | 2:1: ignored: rsync reads the value of \"timeout\" as 10; write the digits alone.",
                "hello                           | 1:1: ignored: rsync ignores a line that is no header and has no \"=\".",
                "[a/b]                           | 1:1: fatal: The name of a module cannot have a slash.",
                "[]                              | 1:1: fatal: The module has no name.",
                "[a                              | 1:1: fatal: The header is not closed by \"]\" on its line.",
                "= 1                             | 1:1: fatal: The line has no name before its \"=\".",
                "&other x                        | 1:1: fatal: rsync knows the directives &include and &merge only.",
                "&include                        | 1:1: ignored: rsync ignores a line that is no header and has no \"=\".",
                "&include =                      | 1:1: fatal: The directive names no file or folder.",
                "&include /etc/d                 | 1:1: hazard: What \"/etc/d\" sets is not read here, so modules and values from there are missing.",
                "[a]\\nsyslog facility = x       | 2:1: ignored: The value of \"syslog facility\" is not a syslog facility such as daemon or local0, or a positive number, so rsync keeps the one from before.",
                "[a]\\nname = b                  | 2:1: hazard: \"name\" renames the module to \"b\"; change its header instead.",
            })
    void whatRsyncReadsOtherwiseThanMeantIsSaid(String text, String diagnostic) {
        assertThat(parse(text.replace("\\n", "\n")).diagnostics())
                .extracting(Object::toString)
                .contains("rsyncd.conf:" + diagnostic);
    }

    @Test
    void aFatalFileIsReadAllTheSameAndRefusedOnRequest() {
        RsyncdConf conf = parse("[a/b]\n[c]\n= 2\n");

        assertThat(conf.accepted()).isFalse();
        assertThat(conf.effective().modules()).hasToString("[[c]]");
        assertThatExceptionOfType(DocumentException.class)
                .isThrownBy(conf::requireAccepted)
                .satisfies(refused -> assertThat(refused.diagnostics()).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\0b", " a", "a ", "a\t", "a\\", "%HOME%", "a%HOME%b", "\uD800"})
    void aTextThatRsyncCannotReadBackIsRefused(String comment) {
        RsyncdConf conf = parse(DEBIAN);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> conf.with("debian", RsyncdParameter.COMMENT, comment))
                .withMessageStartingWith("The ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "global", "G lobal", "a/b", "a]", " a", "a ", "a  b", "a\tb", "a\nb", "#a", "%HOME%", "a\0"})
    void aModuleNameThatRsyncCannotReadBackIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RsyncdModule.of(name))
                .withMessageStartingWith("The module name \"" + name + "\" ");
    }

    @Test
    void parametersOutOfPlaceAreRefused() {
        RsyncdConf conf = parse(DEBIAN);

        assertThatIllegalArgumentException().isThrownBy(() -> conf.with("debian", RsyncdParameter.PORT, 873));
        assertThatIllegalArgumentException().isThrownBy(() -> conf.with("debian", RsyncdParameter.NAME, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> conf.with(RsyncdParameter.NAME, "x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> conf.with("debian", RsyncdParameter.TIMEOUT, Duration.ofMillis(1500)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> conf.with("debian", RsyncdParameter.SYSLOG_FACILITY, "none"));
        assertThatIllegalArgumentException().isThrownBy(() -> conf.withModule(RsyncdModule.of("Debian")));
    }

    @Test
    void aWrittenFileIsReadBack() {
        Path file = folder.resolve("rsyncd.conf");
        parse(DEBIAN).write(file);

        assertThat(RsyncdConf.read(file)).hasToString(DEBIAN);
    }

    static RsyncdConf parse(String text) {
        return RsyncdConf.parse("rsyncd.conf", EscapedUtf8.encode(text));
    }
}
