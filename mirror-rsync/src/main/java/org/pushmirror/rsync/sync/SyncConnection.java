package org.pushmirror.rsync.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pushmirror.rsync.DaemonPlace;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncOption;
import org.pushmirror.rsync.RsyncOptions;
import org.pushmirror.rsync.sync.SyncTransport.Ssh;
import org.pushmirror.rsync.sync.SyncTransport.Tls;
import org.pushmirror.rsync.sync.SyncTransport.TlsMethod;

/** How every rsync of a sync reaches upstream. */
final class SyncConnection {

    /** rsync runs it in a shell, in place of a connection of its own. */
    private static final String CONNECT_PROGRAM = "RSYNC_CONNECT_PROG";

    private static final String PROXY = "RSYNC_PROXY";

    private SyncConnection() {}

    /** The program with what its environment must say. */
    static Rsync program(Rsync rsync, MirrorSyncSettings settings) {
        SyncTransfer transfer = settings.transfer();
        if (transfer.transport() instanceof Tls tls && settings.source() instanceof DaemonPlace daemon) {
            return rsync.environment(CONNECT_PROGRAM, command(tls, daemon.host()));
        }
        return transfer.proxy().map(proxy -> rsync.environment(PROXY, proxy)).orElse(rsync);
    }

    /** The limits of the connection, and the remote shell, if it goes through one. */
    static RsyncOptions options(MirrorSyncSettings settings, RsyncOptions options) {
        SyncTransfer transfer = settings.transfer();
        Duration timeout = transfer.timeout();
        RsyncOptions limited = options.timeout(timeout)
                .connectTimeout(
                        timeout.compareTo(RsyncOptions.DEFAULT_CONNECT_TIMEOUT) < 0
                                ? timeout
                                : RsyncOptions.DEFAULT_CONNECT_TIMEOUT);
        return transfer.transport() instanceof Ssh ssh && settings.source() instanceof DaemonPlace
                ? limited.with(RsyncOption.RSH, String.join(" ", ssh.command()))
                : limited;
    }

    private static String command(Tls tls, String host) {
        boolean address = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        String connect = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + tls.port();
        String folder = tls.authorities().toString();
        return switch (tls.method()) {
            case OPENSSL -> {
                List<String> words = new ArrayList<>(
                        List.of("exec", "openssl", "s_client", "-quiet", "-verify_quiet", "-verify_return_error"));
                words.addAll(
                        address ? List.of("-verify_ip", host) : List.of("-verify_hostname", host, "-servername", host));
                words.addAll(List.of("-CApath", folder, "-connect", connect));
                yield String.join(" ", words);
            }
            case SOCAT -> "exec socat - openssl-connect:" + connect + ",capath=" + folder + ",keepalive,keepidle=300";
            case STUNNEL, STUNNEL_OLD -> stunnel(tls, host, connect);
        };
    }

    private static String stunnel(Tls tls, String host, String connect) {
        String check = tls.method() == TlsMethod.STUNNEL ? "checkHost = " + host + "\n" : "";
        return "exec stunnel -fd 3 3<<'END'\n"
                + "client = yes\nverify = 2\nCApath = " + tls.authorities()
                + "\nsyslog = no\ndebug = 4\noutput = /dev/stderr\nconnect = " + connect + "\n" + check + "END\n";
    }
}
