package org.pushmirror.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushmirror.core.secrets.Password;

class DaemonPlaceTest {

    @Test
    void theArgumentIsAUrlOfAFolder() {
        DaemonPlace source = RsyncSource.daemon("hub.example.org", "debian")
                .user("site1.example.com")
                .port(8873)
                .path("/dists/");
        assertThat(source.argument()).isEqualTo("rsync://site1.example.com@hub.example.org:8873/debian/dists/");
    }

    @Test
    void anIpv6AddressIsBracketed() {
        assertThat(RsyncSource.daemon("::1", "debian").argument()).isEqualTo("rsync://[::1]/debian/");
    }

    @Test
    void thePasswordIsNeverShown() {
        DaemonPlace source = RsyncSource.daemon("hub.example.org", "debian").password(Password.of("tell-nobody"));
        assertThat(source.toString()).doesNotContain("tell-nobody");
    }

    @ParameterizedTest
    @CsvSource({
        "rsync://hub.example.org/debian, rsync://hub.example.org/debian/",
        "rsync://u@hub.example.org:8873/debian/a/b, rsync://u@hub.example.org:8873/debian/a/b/",
        "rsync://[::1]:8873/debian, rsync://[::1]:8873/debian/",
        "hub.example.org::debian, rsync://hub.example.org/debian/",
        "u@hub.example.org::debian/sub/, rsync://u@hub.example.org/debian/sub/",
    })
    void bothFormsOfTheCommandLineAreRead(String text, String argument) {
        assertThat(RsyncSource.parse(text).argument()).isEqualTo(argument);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "debian", "host:path", "rsync://host", "rsync://host/", "::debian", "rsync://host:x/m"})
    void otherTextsAreRefused(String text) {
        assertThatThrownBy(() -> RsyncSource.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWouldChangeTheMeaningIsRefused() {
        DaemonPlace source = RsyncSource.daemon("hub.example.org", "debian");
        for (Runnable bad : List.<Runnable>of(
                () -> RsyncSource.daemon("a/b", "m"),
                () -> RsyncSource.daemon("a@b", "m"),
                () -> RsyncSource.daemon("a:b", "m"),
                () -> RsyncSource.daemon("host", "m/n"),
                () -> RsyncSource.daemon("host", "m\n"),
                () -> source.user("a@b"),
                () -> source.user("a:b"),
                () -> source.path("../other"),
                () -> source.port(0))) {
            assertThatThrownBy(bad::run).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
