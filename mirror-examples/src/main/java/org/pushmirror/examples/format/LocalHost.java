package org.pushmirror.examples.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.pushmirror.core.shell.HostContext;

/** What this host would answer to the questions that configuration files ask. */
public final class LocalHost {

    private static final long DEADLINE_SECONDS = 20;
    private static final Path ACCOUNTS = Path.of("/etc/passwd");

    private static final Path NODE_NAME = Path.of("/proc/sys/kernel/hostname");

    /** Asked once, and only when a name is wanted. */
    private static final class Node {
        private static final String NAME = ask();

        private static String ask() {
            try {
                return Files.readString(NODE_NAME, StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                return answer("hostname");
            }
        }
    }

    /** Asked once, and only by files that mention a host name, since the network may be slow to answer. */
    private static final class FullName {
        private static final String NAME = answer("hostname", "-f");
    }

    private LocalHost() {}

    /**
     * The host as far as a file asks for it.
     *
     * @param file the content of the file
     * @param environment the variables that are set before it is read
     * @return the host
     */
    public static HostContext context(byte[] file, Map<String, String> environment) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        HostContext host = HostContext.none()
                .environment(ownLocale(environment))
                .user(System.getProperty("user.name", ""))
                .clock(Clock.systemDefaultZone());
        if (text.contains("host") || text.contains("HOSTNAME") || text.contains("uname")) {
            host = host.names(Node.NAME, FullName.NAME);
        }
        return text.contains("~") ? host.homes(homes()) : host;
    }

    /**
     * The host with its names, which a default may need although the file does not mention them.
     *
     * @param host the host as far as a file asks for it
     * @return the changed copy
     */
    public static HostContext named(HostContext host) {
        return host.names(Node.NAME, FullName.NAME);
    }

    /**
     * What {@code hostname} prints.
     *
     * @return the name; empty if it cannot be told
     */
    public static String nodeName() {
        return Node.NAME;
    }

    /** The programs start Java in a locale of UTF-8, and say which one they were started in. */
    private static Map<String, String> ownLocale(Map<String, String> environment) {
        String locale = System.getProperty("pushmirror.locale", "");
        if (locale.isEmpty()) {
            return environment;
        }
        Map<String, String> own = new HashMap<>(environment);
        own.put("LC_ALL", locale);
        return own;
    }

    private static Map<String, String> homes() {
        Map<String, String> homes = new HashMap<>();
        try {
            for (String line : Files.readAllLines(ACCOUNTS, StandardCharsets.ISO_8859_1)) {
                String[] fields = line.split(":", -1);
                if (fields.length == 7) {
                    homes.putIfAbsent(fields[0], fields[5]);
                }
            }
        } catch (IOException unreadable) {
            return Map.of();
        }
        return homes;
    }

    private static String answer(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    return "";
                }
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException missing) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
