package org.pushmirror.examples.mirrorctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.examples.Program;

/** authorized_keys and known_hosts on the command line. */
class SshFilesTest {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJv0pFjVQkFvqQ4Yk7yKX5TnB3lJ5pJ0hQyZ6oXkqJrS";
    private static final String FINGERPRINT = "SHA256:qG/G3cy5HaEmUi6k+8UnaWEOG0+wZm5WfeRITVxSguU";

    @TempDir
    Path folder;

    private Program mirrorctl(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Program.bin().resolve("mirrorctl").toString()));
        command.addAll(List.of(arguments));
        return Program.run(folder, Map.of("SHELL", "/bin/bash"), command.toArray(String[]::new));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aKeyIsShownWithWhatItMayDo() throws IOException {
        write(
                "authorized_keys",
                "# c\nrestrict,Pty,command=\"a \\\"b\\\"\",environment=\"A=1\",environment=\"A=2\",permitopen=\"h:1\" "
                        + KEY + " push@hub\n");

        Program shown = mirrorctl("show", "--json", "authorized_keys");

        assertThat(shown.status()).isZero();
        assertThat(shown.out())
                .contains(
                        "\"entries\":[{\"line\":2,\"accepted\":true,\"type\":\"ssh-ed25519\",\"bits\":256,\"fingerprint\":\""
                                + FINGERPRINT
                                + "\",\"comment\":\"push@hub\",\"options\":{\"restrict\":true,\"pty\":true,"
                                + "\"command\":\"a \\\"b\\\"\",\"environment\":[\"A=1\"],\"permitopen\":[\"h:1\"]},\"allows\":{\"pty\":true,"
                                + "\"portForwarding\":false,\"agentForwarding\":false,\"x11Forwarding\":false,\"userRc\":false}}]");
    }

    @Test
    void aDeadLineIsShownWithItsProblemAndItsKey() throws IOException {
        write("keys", "restrict, pty " + KEY + "\nprincipals=\"a\" " + KEY + "\n");

        Program shown = mirrorctl("show", "--as", "authorized_keys", "--json", "keys");

        assertThat(shown.status()).isZero();
        assertThat(shown.out())
                .contains(
                        "{\"line\":1,\"accepted\":false,\"problem\":\"\\\"pty\\\" stands where the type of the key must",
                        "{\"line\":2,\"accepted\":false,\"problem\":\"The option principals without cert-authority");
    }

    @Test
    void theReleaseDecidesWhichLinesLive() throws IOException {
        write("authorized_keys", "expiry-time=\"20991231Z\" " + KEY + "\n");

        assertThat(mirrorctl("show", "--openssh", "9.0", "authorized_keys").out())
                .contains("\"accepted\":false");
        assertThat(mirrorctl("show", "--openssh", "9.1p1", "authorized_keys").out())
                .contains("\"line\":1,\"accepted\":true");
        assertThat(mirrorctl("show", "--openssh", "installed", "authorized_keys")
                        .status())
                .isZero();
        assertThat(mirrorctl("show", "--openssh", "nine", "authorized_keys").status())
                .isEqualTo(2);
    }

    @Test
    void knownHostsAreShown() throws IOException {
        write(
                "known_hosts",
                "@revoked a,[b]:22 " + KEY + " c\n|1|GmttbAFIDkWOSSMAb9nirOeNM4Y=|u2pZIDjDFRq3u9DcuWA/xkFbiWg= " + KEY
                        + "\nx\n");

        assertThat(mirrorctl("show", "--json", "known_hosts").out())
                .contains(
                        "{\"line\":1,\"accepted\":true,\"marker\":\"@revoked\",\"hosts\":[\"a\",\"[b]:22\"],\"type\":\"ssh-ed25519\","
                                + "\"fingerprint\":\"" + FINGERPRINT + "\",\"comment\":\"c\"}")
                .contains("{\"line\":2,\"accepted\":true,\"hashed\":true,\"type\":\"ssh-ed25519\"")
                .contains("{\"line\":3,\"accepted\":false,\"problem\":");
    }

    @Test
    void checkFindsHazardsAndAdviceIsNone() throws IOException {
        write("authorized_keys", KEY + "\n");
        Program login = mirrorctl("check", "authorized_keys");
        assertThat(login.status()).isEqualTo(1);
        assertThat(login.out()).contains("authorized_keys:1:1: hazard: Without command=");

        write(
                "authorized_keys",
                "command=\"~/bin/ftpsync\",no-port-forwarding,no-X11-forwarding,no-agent-forwarding,no-pty " + KEY
                        + "\n");
        Program debian = mirrorctl("check", "--json", "authorized_keys");
        assertThat(debian.status()).isZero();
        assertThat(debian.out())
                .contains("\"rule\":\"flag-by-flag\"", "\"rule\":\"bashrc\"")
                .doesNotContain("hazard");

        write("known_hosts", "@revoked\ta " + KEY + "\n");
        assertThat(mirrorctl("check", "known_hosts").out())
                .contains("known_hosts:1:1: fatal: ")
                .contains("a tab");
    }

    @Test
    void filesComeBackAsTheyAre() throws IOException {
        String odd = "\t# c\r\nrestrict, pty " + KEY + "\n\n\"x";
        write("odd", odd);

        for (String format : List.of("authorized_keys", "known_hosts")) {
            Program back = mirrorctl("roundtrip", "--as", format, "odd");
            assertThat(back.status()).isZero();
            assertThat(back.out()).isEqualTo(odd);
        }
    }
}
