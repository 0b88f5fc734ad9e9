package org.pushmirror.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.text.DocumentException;

class ShellEditTest {

    private static ShellFile file(String text) {
        return ShellFile.parse("ftpsync.conf", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ShellFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theAssignmentThatCountsIsChangedInPlaceAndInItsStyle() {
        ShellFile file = file("# a\nTO=/a # first\n  TO=\"/b\"   # second\nexport HUB='x' LOG=/l\n");

        assertThat(text(file.with("TO", "/new \"$x\"")))
                .isEqualTo("# a\nTO=/a # first\n  TO=\"/new \\\"\\$x\\\"\"   # second\nexport HUB='x' LOG=/l\n");
        assertThat(text(file.with("HUB", "true"))).contains("export HUB='true' LOG=/l");
        assertThat(text(file.with("LOG", ""))).endsWith("LOG=''\n");
    }

    @Test
    void whatStandsInAConditionOrIsAppendedToIsSetAtTheEnd() {
        assertThat(text(file("TO=/a\nif x; then TO=/b; fi").with("TO", "/c")))
                .isEqualTo("TO=/a\nif x; then TO=/b; fi\nTO=/c\n");
        assertThat(text(file("TO=/a\nTO+=/b\n").with("TO", "/c"))).isEqualTo("TO=/a\nTO=/c\n");
        assertThat(text(file("A=1 \\\n").with("TO", "/c"))).isEqualTo("A=1 \\\n\nTO=/c\n");
    }

    @Test
    void whatTheShellWouldNotReadIsNotWritten() {
        assertThatThrownBy(() -> file("A=\"open\n").with("TO", "/c")).isInstanceOf(DocumentException.class);
        assertThatThrownBy(() -> file("return\n").with("TO", "/c")).isInstanceOf(DocumentException.class);
        assertThatThrownBy(() -> file("readonly TO=/a; exit\n").with("HUB", "x"))
                .isInstanceOf(DocumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"A=1;TO=/a;B=2 | A=1;B=2", "export TO=/a | ''", "TO=/a # why | # why", "TO=/a B=2 | B=2"})
    void aSettingIsRemovedAndTheRestStays(String before, String after) {
        assertThat(text(file("X=1\n" + before + "\n").without("TO")).strip()).isEqualTo(("X=1\n" + after).strip());
    }

    @Test
    void aSettingUnderAConditionIsNotRemoved() {
        assertThatThrownBy(() -> file("if x; then TO=/b; fi\n").without("TO")).isInstanceOf(DocumentException.class);
    }

    @Test
    void anyBytesAreKeptAndReadWithoutAnError() {
        RandomCases.check(2000, random -> {
            byte[] bytes =
                    RandomCases.bytes(random, 120, "A=B+'\"$`{}()[]\\\n;&|<>#~:-/ if fi case esac do done\t\r\0");
            ShellFile file = ShellFile.parse("f", bytes);
            file.settings(HostContext.none());
            assertThat(file.bytes()).isEqualTo(bytes);
        });
    }
}
