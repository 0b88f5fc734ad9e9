package org.pushmirror.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pushmirror.core.mirrorlist.SshOptions;
import org.pushmirror.core.push.Outcome;
import org.pushmirror.core.push.PushTarget;
import org.pushmirror.core.push.TargetType;
import org.pushmirror.core.sshconfig.SshUser;
import org.pushmirror.core.sshkeys.KnownHosts;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.SyncRequest;
import org.pushmirror.core.sync.SyncScope;
import org.pushmirror.core.text.DocumentException;

@Timeout(120)
class ConfiguredHostsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final PushTarget MIRROR =
            PushTarget.of(TargetType.ALL, "eu.site1", "eu.site1.example.com", TestSshd.user());

    @TempDir
    Path folder;

    private Path config;
    private SshUser user;

    @BeforeEach
    void makeHome() {
        config = folder.resolve("config");
        user = new SshUser(TestSshd.user(), folder, "hub.example.org", Map.of());
    }

    private ConfiguredHosts hosts(String content) throws Exception {
        Files.writeString(config, content);
        return ConfiguredHosts.of(user, List.of(config));
    }

    @Test
    void theFileSaysHowAHostIsReached() throws Exception {
        SshSettings settings = hosts("""
                        Host eu.*
                          HostName 127.0.0.1
                          Port 2222
                          ConnectTimeout 1m30s
                          ServerAliveInterval 45
                          ServerAliveCountMax 2
                          AddressFamily inet
                          HostKeyAlias eu-one
                          KexAlgorithms ecdh-sha2-nistp256,sntrup761x25519-sha512@openssh.com
                          HostKeyAlgorithms ^rsa-sha2-512
                          ProxyJump gate@gate.example.net:2200,second.example.net
                        Host second.example.net
                          User other
                        """).apply(MIRROR);

        assertThat(settings.host()).contains("127.0.0.1");
        assertThat(settings.port()).hasValue(2222);
        assertThat(settings.connectTimeout()).contains(Duration.ofSeconds(90));
        assertThat(settings.keepAlive()).contains(Duration.ofSeconds(45));
        assertThat(settings.silentIntervals()).isEqualTo(2);
        assertThat(settings.addressFamily()).isEqualTo(AddressFamily.IPV4);
        assertThat(settings.hostKeyAlias()).contains("eu-one");
        assertThat(settings.keyExchanges()).isEqualTo("ecdh-sha2-nistp256");
        assertThat(settings.hostKeyAlgorithms()).startsWith("rsa-sha2-512,ssh-ed25519,");
        assertThat(settings.hops())
                .extracting(SshHop::toString)
                .containsExactly("gate@gate.example.net:2200", "other@second.example.net:22");
    }

    @Test
    void theOptionsOfALineWinOverTheFile() throws Exception {
        SshSettings settings = hosts("Host *\nPort 1\nConnectTimeout 5\nHostKeyAlias one\n")
                .withOptions(target -> SshOptions.of(List.of(
                        "-p",
                        "2222",
                        "-4",
                        "-o",
                        "ConnectTimeout=7",
                        "-oServerAliveInterval=3",
                        "-J",
                        "gate.example.net")))
                .apply(MIRROR);

        assertThat(settings.port()).hasValue(2222);
        assertThat(settings.connectTimeout()).contains(Duration.ofSeconds(7));
        assertThat(settings.addressFamily()).isEqualTo(AddressFamily.IPV4);
        assertThat(settings.keepAlive()).contains(Duration.ofSeconds(3));
        assertThat(settings.hostKeyAlias()).contains("one");
        assertThat(settings.hops()).hasSize(1);
    }

    @Test
    void thePortOfTheTargetWinsUnlessItIsTheStandardOne() throws Exception {
        assertThat(hosts("Port 2222\n").apply(MIRROR.withPort(2200)).port()).isEmpty();
    }

    @Test
    void aJumpHostMayHaveItsOwn() throws Exception {
        SshSettings settings = hosts("""
                        Host eu.*
                          ProxyJump inner
                        Host inner
                          HostName inner.example.net
                          ProxyJump outer
                        Host outer
                          HostName outer.example.net
                        """).apply(MIRROR);

        assertThat(settings.hops()).extracting(SshHop::host).containsExactly("outer.example.net", "inner.example.net");
    }

    @Test
    void aRingOfJumpHostsIsRefused() throws Exception {
        ConfiguredHosts hosts = hosts("Host *\nProxyJump gate.example.net\n");

        assertThatThrownBy(() -> hosts.apply(MIRROR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 8");
    }

    @Test
    void whatSshRefusesIsRefusedWithItsPlace() throws Exception {
        ConfiguredHosts hosts = hosts("Host *\nPort seven\n");

        assertThatThrownBy(() -> hosts.apply(MIRROR))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(config + ":2:");
    }

    @Test
    void aProxyCommandIsRefusedAndNotPassedBy() throws Exception {
        SshConnector connector = SshConnector.of(
                        SshKeyPair.generate("").identity(), HostKeys.strict(KnownHosts.create()))
                .withSettings(hosts("ProxyCommand nc %h %p\n"));

        TriggerException failure = catchThrowableOfType(
                TriggerException.class, () -> connector.open(MIRROR, LONG).close());

        assertThat(failure.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(failure.reason().code()).isEqualTo("bad-configuration");
        assertThat(failure).hasMessageContaining("ProxyCommand is not supported");
    }

    @Test
    void whatIsNotSupportedIsSaid() throws Exception {
        ConfiguredHosts hosts = hosts("IdentityAgent none\n");

        assertThat(hosts.diagnostics(MIRROR))
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.toString()).contains("identityagent"));
    }

    @Test
    void aHostIsReachedAsConfiguredWithKeyAndKnownHosts() throws Exception {
        SshKeyPair key = SshKeyPair.generate("");
        key.write(folder.resolve("own_key"));
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd")).authorize(key.publicKey(), "true")) {
            sshd.knownHosts().write(folder.resolve("known"));
            ConfiguredHosts hosts = hosts("Host eu.*\nHostName 127.0.0.1\nPort " + sshd.port()
                            + "\nIdentityFile ~/own_key\nUserKnownHostsFile ~/none ~/known\n")
                    .withIdentities()
                    .withKnownHosts(folder.resolve("learnt"));

            try (TriggerSession session = connector(hosts).open(MIRROR, LONG)) {
                assertThat(session.isOpen()).isTrue();
            }
        }
    }

    @Test
    void withCheckingOffNewKeysAreLearntIntoAFileOfOurOwnAndChangedOnesRefused() throws Exception {
        SshKeyPair key = SshKeyPair.generate("");
        Path learnt = folder.resolve("learnt");
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd")).authorize(key.publicKey(), "true")) {
            Files.writeString(config, "");
            ConfiguredHosts hosts = ConfiguredHosts.of(user, List.of(config))
                    .withOptions(target -> SshOptions.of(
                            List.of("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null")))
                    .withKnownHosts(learnt);
            SshConnector connector = SshConnector.of(key.identity(), HostKeys.strict(KnownHosts.create()))
                    .withSettings(hosts);

            connector.open(sshd.target(), LONG).close();
            assertThat(Files.readAllLines(learnt)).hasSize(1);

            Files.writeString(learnt, "[127.0.0.1]:" + sshd.port() + " " + key.publicKey() + "\n");
            SshConnector later = SshConnector.of(key.identity(), HostKeys.strict(KnownHosts.create()))
                    .withSettings(ConfiguredHosts.of(user, List.of(config))
                            .withOptions(target -> SshOptions.of(List.of("-oStrictHostKeyChecking=no")))
                            .withKnownHosts(learnt));
            TriggerException failure = catchThrowableOfType(
                    TriggerException.class,
                    () -> later.open(sshd.target(), LONG).close());
            assertThat(failure.reason().code()).isEqualTo("host-key-changed");
        }
    }

    @Test
    void anAliasStandsForHostAndPort() throws Exception {
        SshKeyPair key = SshKeyPair.generate("");
        try (TestSshd sshd = TestSshd.start(folder.resolve("sshd")).authorize(key.publicKey(), "true")) {
            KnownHosts known = KnownHosts.create().with("eu-one", 22, sshd.hostKey());
            SshConnector connector = SshConnector.of(key.identity(), HostKeys.strict(known))
                    .withSettings(target -> SshSettings.DEFAULT.withHostKeyAlias("EU-one"));

            try (TriggerSession session = connector.open(sshd.target(), LONG)) {
                assertThat(session.isOpen()).isTrue();
            }
        }
    }

    @Test
    void theAddressToConnectFromIsThatOfTheOptions() throws Exception {
        SshKeyPair key = SshKeyPair.generate("");
        Path seen = folder.resolve("seen");
        try (TestSshd sshd =
                TestSshd.start(folder.resolve("sshd")).authorize(key.publicKey(), "echo $SSH_CONNECTION >" + seen)) {
            ConfiguredHosts hosts =
                    hosts("").withOptions(target -> SshOptions.of(List.of("-o", "BindAddress=127.0.0.9")));
            SshConnector connector = SshConnector.of(key.identity(), HostKeys.strict(sshd.knownHosts()))
                    .withSettings(hosts);

            try (TriggerSession session = connector.open(sshd.target(), LONG)) {
                session.sendAndWait(SyncRequest.of(ArchiveName.DEFAULT, SyncScope.ALL), LONG);
            }
        }
        assertThat(Files.readString(seen)).startsWith("127.0.0.9 ");
    }

    @Test
    void onlyTheWantedFamilyOfAddressesIsUsed() {
        SshConnector connector = SshConnector.of(
                        SshKeyPair.generate("").identity(), HostKeys.strict(KnownHosts.create()))
                .withSettings(target -> SshSettings.DEFAULT.withAddressFamily(AddressFamily.IPV6));

        TriggerException failure = catchThrowableOfType(
                TriggerException.class,
                () -> connector
                        .open(new PushTarget("m", "127.0.0.1", 22, "mirror", TargetType.ALL), LONG)
                        .close());

        assertThat(failure.reason().code()).isEqualTo("no-address");
        assertThat(failure.reason().phase()).isEqualTo("resolve");
    }

    private static SshConnector connector(ConfiguredHosts hosts) {
        return SshConnector.of(SshKeyPair.generate("").identity(), HostKeys.strict(KnownHosts.create()))
                .withSettings(hosts);
    }
}
