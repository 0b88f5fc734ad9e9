package org.pushmirror.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticTest {

    private static final Diagnostic DIAGNOSTIC =
            new Diagnostic(new Place("rsyncd.conf", 7, 3), Severity.HAZARD, "anonymous", "Anyone may log in.");

    @Test
    void itIsOneLineWithItsPlace() {
        assertThat(DIAGNOSTIC).hasToString("rsyncd.conf:7:3: hazard: Anyone may log in.");
    }

    @Test
    void aRefusedDocumentNamesEveryReasonWithItsPlace() {
        DocumentException refused = new DocumentException(List.of(DIAGNOSTIC, DIAGNOSTIC));

        assertThat(refused.getMessage().lines()).hasSize(2).allMatch("rsyncd.conf:7:3: Anyone may log in."::equals);
        assertThat(refused.diagnostics()).hasSize(2);
    }

    @Test
    void aRefusalNeedsAReason() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DocumentException(List.of()));
    }
}
