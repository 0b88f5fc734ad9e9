package org.pushmirror.core.inetd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.core.inetd.InetdEntry.State;
import org.pushmirror.core.inetd.InetdService.Waiting;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.text.EscapedUtf8;

class InetdConfTest {

    private static final String RSYNC = "rsync stream tcp nowait root /usr/bin/rsync rsyncd --daemon";

    private static final String FILE = """
            # /etc/inetd.conf:  see inetd(8) for further information.
            #:INTERNAL: Internal services
            #discard\t\tstream\ttcp\tnowait\troot\tinternal
            #<off># rsync\tstream\ttcp\tnowait.40\troot.daemon\t/usr/sbin/tcpd\t/usr/bin/rsync --daemon
            ident stream tcp wait ident /usr/sbin/identd identd
            """;

    @TempDir
    Path folder;

    @Test
    void theLineOfTheDebianPage() {
        assertThat(InetdService.rsync()).hasToString(RSYNC);
        assertThat(InetdConf.create().with(InetdService.rsync()).bytes())
                .asString()
                .isEqualTo(RSYNC + "\n");
    }

    @Test
    void commentedOutServicesAreRecognised() {
        InetdConf conf = parse(FILE);

        assertThat(conf.entries()).extracting(InetdEntry::line).containsExactly(3, 4, 5);
        InetdEntry entry = conf.find("rsync").orElseThrow();
        assertThat(entry.state()).isEqualTo(State.DISABLED);
        assertThat(entry.service().waiting()).isEqualTo(Waiting.NOWAIT);
        assertThat(entry.service().maximum()).hasValue(40);
        assertThat(entry.service().user()).isEqualTo("root");
        assertThat(entry.service().group()).contains("daemon");
        assertThat(entry.service().server()).isEqualTo("/usr/sbin/tcpd");
        assertThat(entry.service().arguments()).containsExactly("/usr/bin/rsync", "--daemon");
        assertThat(conf.find("ident").orElseThrow().service().waiting()).isEqualTo(Waiting.WAIT);
        assertThat(conf.find("discard").orElseThrow().service().arguments()).isEmpty();
    }

    @Test
    void aServiceIsSwitchedOnWhereItStands() {
        assertThat(parse(FILE).enable("rsync").bytes()).asString().isEqualTo(FILE.replace("#<off># rsync", "rsync"));
        assertThat(parse(FILE).enable("discard").bytes()).asString().isEqualTo(FILE.replace("#discard", "discard"));
    }

    @Test
    void aServiceIsSwitchedOffAndOnAgain() {
        InetdConf conf = parse(FILE);

        assertThat(conf.disable("ident").bytes())
                .asString()
                .isEqualTo(FILE.replace("ident stream", "#<off># ident stream"));
        assertThat(conf.disable("ident").enable("ident").bytes()).isEqualTo(conf.bytes());
        assertThat(conf.disable("rsync")).isSameAs(conf);
        assertThat(conf.enable("ident")).isSameAs(conf);
    }

    @Test
    void onlyOneOfTwoAlternativesIsSwitchedOn() {
        assertThat(parse("#" + RSYNC + "\n#" + RSYNC + " -v\n#rsync stream tcp6 nowait root /r r\n")
                        .enable("rsync")
                        .bytes())
                .asString()
                .isEqualTo(RSYNC + "\n#" + RSYNC + " -v\nrsync stream tcp6 nowait root /r r\n");
    }

    @Test
    void aServiceReplacesItsLineAndIsNotAddedTwice() {
        InetdConf conf = parse(FILE.replace("\n", "\r\n")).with(InetdService.rsync());

        assertThat(conf.bytes()).asString().contains("internal\r\n" + RSYNC + "\r\nident");
        assertThat(conf.with(InetdService.rsync())).isSameAs(conf);
    }

    @Test
    void aServiceThatIsNotThereCannotBeSwitched() {
        InetdConf conf = parse(FILE);

        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> conf.enable("ftp"))
                .withMessage("There is no service \"ftp\" in inetd.conf.");
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> conf.disable("ftp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsync stream tcp nowait root",
                "rsync steam tcp nowait root /r",
                "rsync stream tcp no root /r",
                "rsync stream TCP! wait root /r",
                "  rsync stream tcp nowait root /r r"
            })
    void aDeadLineIsNamedAndKept(String line) {
        InetdConf conf = parse("# x\n" + line + "\n");

        assertThat(conf.diagnostics()).hasSize(1);
        assertThat(conf.diagnostics().get(0).toString())
                .startsWith("inetd.conf:2:1: fatal: inetd takes this line for no service: ");
        assertThat(conf.bytes()).asString().contains(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "a\tb"})
    void anArgumentThatCannotBeWrittenIsRefused(String argument) {
        InetdService rsync = InetdService.rsync();

        assertThatIllegalArgumentException().isThrownBy(() -> rsync.withArguments("rsyncd", argument));
        assertThat(rsync.withArguments("rsyncd", "--daemon", "--config=/etc/r.conf"))
                .hasToString(RSYNC + " --config=/etc/r.conf");
    }

    @Test
    void aWrittenFileIsReadBack() {
        Path file = folder.resolve("inetd.conf");
        parse(FILE).write(file);

        assertThat(InetdConf.read(file).entries()).isEqualTo(parse(FILE).entries());
    }

    @Test
    void anyBytesSurviveAndAnAddedServiceIsThere() {
        RandomCases.check(400, random -> {
            byte[] bytes = RandomCases.bytes(random, 100, "# \t\n\rrsync stream tcp nowait root /x");
            InetdConf conf = InetdConf.parse("inetd.conf", bytes);

            assertThat(conf.bytes()).isEqualTo(bytes);
            assertThat(conf.with(InetdService.rsync())
                            .find("rsync")
                            .orElseThrow()
                            .service())
                    .isEqualTo(InetdService.rsync());
        });
    }

    private static InetdConf parse(String text) {
        return InetdConf.parse("inetd.conf", EscapedUtf8.encode(text));
    }
}
