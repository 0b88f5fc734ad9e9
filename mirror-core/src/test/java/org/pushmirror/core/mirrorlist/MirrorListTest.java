package org.pushmirror.core.mirrorlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushmirror.core.mirrorlist.ListedDelay.Until;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.text.Diagnostic;
import org.pushmirror.core.text.DocumentException;

class MirrorListTest {

    private static final String LIST = """
            # our mirrors
            all eu.one one.example.org archvsync

            staged eu.two two.example.org mirror -p 2222
            DELAY 30 stage1
            mhop eu.three ssh+ftpsync://push@three.example.org/security
            all eu.four four.example.org archvsync 2 /keys/four
            """;

    private static MirrorList list(String text) {
        return MirrorList.parse("runmirrors.mirror", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(MirrorList list) {
        return new String(list.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void allLineFormsAreUnderstood() {
        MirrorList list = list(LIST);

        assertThat(list.isAccepted()).isTrue();
        assertThat(list.lines()).extracting(MirrorListLine::line).containsExactly(2, 4, 5, 6, 7);
        ListedMirror two = list.find("eu.two").orElseThrow();
        assertThat(two.type()).isEqualTo(TargetType.STAGED);
        assertThat(two.port()).hasValue(2222);
        assertThat(two.options().words()).containsExactly("-p", "2222");
        assertThat(two.target().port()).isEqualTo(2222);
        assertThat(list.lines().get(2).entry()).isEqualTo(new ListedDelay(Duration.ofSeconds(30), Until.STAGE1_DONE));
        ListedMirror three = list.find("eu.three").orElseThrow();
        assertThat(three.archive()).contains(ArchiveName.of("security"));
        assertThat(three.host()).isEqualTo("three.example.org");
        assertThat(three.user()).isEqualTo("push");
        assertThat(list.find("eu.four").orElseThrow().identity()).contains("/keys/four");
    }

    @Test
    void anEditTouchesItsLineOnly() {
        MirrorList list = list(LIST);
        ListedMirror one = list.find("eu.one").orElseThrow();

        assertThat(text(list.with(one.withType(TargetType.STAGED))))
                .isEqualTo(LIST.replace("all eu.one", "staged eu.one"));
        assertThat(text(list.without("eu.three"))).doesNotContain("three").contains("# our mirrors");
        assertThat(text(list.with(ListedMirror.of(TargetType.ALL, "new", "new.example.org", "u")
                        .withPort(23))))
                .isEqualTo(LIST + "all new new.example.org u -p 23\n");
        assertThat(text(list.with(new ListedDelay(Duration.ofSeconds(5), Until.ELAPSED))))
                .isEqualTo(LIST + "DELAY 5\n");
        assertThat(list.with(one)).isSameAs(list);
    }

    @Test
    void aMirrorMoves() {
        MirrorList list = list("all a a.example.org u\nall b b.example.org u\nall c c.example.org u");

        assertThat(list.movedBefore("c", "a").mirrors())
                .extracting(ListedMirror::name)
                .containsExactly("c", "a", "b");
        assertThat(list.movedAfter("a", "c").mirrors())
                .extracting(ListedMirror::name)
                .containsExactly("b", "c", "a");
        assertThat(list.movedBefore("a", "c").mirrors())
                .extracting(ListedMirror::name)
                .containsExactly("b", "a", "c");
        assertThatThrownBy(() -> list.movedAfter("a", "x")).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "al n h.example.org u              | unknown-type",
                "stagedx n h.example.org u         | unknown-type phantom-barrier",
                "delay 5                           | unknown-type",
                "all n h.example.org u keyfile     | odd-fifth-column",
                "all n h.example.org u /key        | odd-fifth-column",
                "all n h.example.org u 2           | key-lost",
                "all n h.example.org u 1 /k        | ssh-protocol-1",
                "all n h.example.org u # note      | odd-fifth-column",
                "all n h.example.org u -p 2222 -4  | options-lost",
                "all n h.example.org u -p 99999    | bad-port",
                "all n h.example.org u -l other    | user-twice",
                "all n h.example.org u -i /k       | two-keys",
                "all n h.example.org               | missing-user",
                "all n u@h.example.org u           | user-in-host",
                "all n h.example.org:22 u          | port-in-host",
                "all n                             | missing-column",
                "all n ssh+ftpsync://h.example.org | missing-user",
                "all n ssh+ftpsync://u@h:2222/x    | port-in-url",
                "all n ssh+ftpsync://u@h/          | empty-archive",
                "all n ssh+ftpsync://u@h/a/b       | bad-archive",
                "all n ssh+ftpsync://u@h/a x       | extra-column",
                "all n ssh://u@h/a                 | unknown-scheme",
                "all n ssh+ftpsync://u@[::1]/a     | ipv6-literal",
                "all n 2001:db8::1 u               | ipv6-literal",
                "all a/b h.example.org u           | odd-column",
                "all a\\ b h.example.org u         | backslash",
                "DELAY soon                        | bad-delay",
                "DELAY 5m stage1                   | bad-delay delay-ends-barrier",
                "DELAY 5 x                         | extra-column",
                "all runmirrors h.example.org u    | shared-log",
                "all n h.example.org u             | none",
            })
    void everyTrapOfALineIsSaid(String line, String rules) {
        List<String> said = list(line + "\nstaged other o.example.org u\n").diagnostics().stream()
                .filter(diagnostic -> diagnostic.place().line() == 1)
                .map(Diagnostic::rule)
                .toList();

        assertThat(said).containsExactlyInAnyOrderElementsOf(rules == null ? List.of() : List.of(rules.split(" ")));
    }

    @Test
    void trapsBetweenLinesAreSaid() {
        assertThat(rules("  staged a a.example.org u\r\nstaged a b.example.org u\n"))
                .contains("indented-stage", "carriage-return", "duplicate-name");
        assertThat(rules("staged a a.example.org u\nDELAY\nstaged b b.example.org u\n"))
                .contains("delay-breaks-barrier");
        assertThat(rules("all a a.example.org u\n")).containsExactly("nothing-staged");
        assertThat(rules("staged a a.example.org u\0\n")).contains("nul");
    }

    private static List<String> rules(String text) {
        return list(text).diagnostics().stream().map(Diagnostic::rule).toList();
    }

    @Test
    void whatIsFatalStopsAStrictReader() {
        assertThatThrownBy(() -> list("al n h.example.org u\n").requireAccepted())
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("runmirrors.mirror:1:1: ");
    }

    @Test
    void aMirrorCannotSmuggleInAnotherLine() {
        assertThatThrownBy(() -> ListedMirror.of(TargetType.ALL, "a\nall b", "h.example.org", "u"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ListedMirror.of(TargetType.ALL, "a", "-oProxyCommand=x", "u"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SshOptions.of(List.of("-o", "ProxyCommand=a b")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        ListedMirror plain = ListedMirror.of(TargetType.MHOP, "n", "h.example.org", "u");
        List<ListedMirror> mirrors = List.of(
                plain,
                plain.withIdentity("/k"),
                plain.withPort(23),
                plain.withPort(23).withIdentity("/k"),
                plain.withOptions(SshOptions.of(List.of("-4", "-oPort=24"))),
                plain.withArchive(ArchiveName.DEFAULT),
                plain.withHost("2001:db8::1").withArchive(ArchiveName.of("x")).withPort(25));
        for (ListedMirror mirror : mirrors) {
            ListedMirror back = list(mirror.text() + "\n").find("n").orElseThrow();

            assertThat(back.port()).isEqualTo(mirror.port());
            assertThat(back.identity()).isEqualTo(mirror.identity());
            assertThat(back.archive()).isEqualTo(mirror.archive());
            assertThat(back.host()).isEqualTo(mirror.host());
        }
    }

    @Test
    void anyBytesAreKept() {
        RandomCases.check(500, random -> {
            byte[] bytes = RandomCases.bytes(random, 200, "all staged DELAY @:/[]-p\\#\n\n\r\t \0");
            assertThat(MirrorList.parse("f", bytes).bytes()).isEqualTo(bytes);
        });
    }
}
