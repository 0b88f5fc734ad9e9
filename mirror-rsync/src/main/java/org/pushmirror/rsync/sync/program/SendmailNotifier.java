package org.pushmirror.rsync.sync.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.pushmirror.core.sync.Notifier;
import org.pushmirror.core.sync.StepResult;
import org.pushmirror.rsync.process.ProcessInput;

/**
 * Sends notes as mail through a sendmail program: {@code sendmail -i -- ADDRESS...}, the attachments as MIME parts. Immutable.
 */
public final class SendmailNotifier implements Notifier {

    /** The largest part of an attachment that is sent, its end: {@value} bytes. */
    public static final int MAX_ATTACHMENT = 4 * 1024 * 1024;

    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/sendmail"), Path.of("/usr/lib/sendmail"));
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String ADDRESS = "[^\\s\\p{Cntrl}<>,-][^\\s\\p{Cntrl}<>,]*";

    private final Path program;
    private final List<String> addresses;

    private SendmailNotifier(Path program, List<String> addresses) {
        this.program = program;
        this.addresses = addresses;
    }

    /**
     * A notifier.
     *
     * @param program the sendmail program
     * @param addresses who gets the notes, at least one
     * @return the notifier
     * @throws IllegalArgumentException if there is no address, or one has a blank, a comma or starts with a hyphen
     */
    public static SendmailNotifier of(Path program, List<String> addresses) {
        if (addresses.isEmpty() || addresses.stream().anyMatch(address -> !address.matches(ADDRESS))) {
            throw new IllegalArgumentException(
                    "Notes cannot be sent to " + addresses + ": each must be an address without blanks and commas.");
        }
        return new SendmailNotifier(program, List.copyOf(addresses));
    }

    /**
     * The sendmail program of this host.
     *
     * @return its path; empty if there is none
     */
    public static Optional<Path> program() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    @Override
    public StepResult send(Notice notice) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-i", "--"));
        command.addAll(addresses);
        return new ProgramRun("mail", command, ProgramRun.inherited(), LIMIT).run(ProcessInput.text(message(notice)));
    }

    private byte[] message(Notice notice) {
        String boundary = "=_" + UUID.randomUUID();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(
                out,
                "Subject: " + encoded(notice.subject()) + "\nTo: " + String.join(", ", addresses)
                        + "\nAuto-Submitted: auto-generated\nMIME-Version: 1.0\n"
                        + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n\n");
        part(out, boundary, "", notice.text().getBytes(StandardCharsets.UTF_8));
        for (Path attachment : notice.attachments()) {
            String name = attachment.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
            part(out, boundary, "; name=\"" + name + "\"", content(attachment));
        }
        text(out, "--" + boundary + "--\n");
        return out.toByteArray();
    }

    private static void part(ByteArrayOutputStream out, String boundary, String name, byte[] content) {
        text(
                out,
                "--" + boundary + "\nContent-Type: text/plain; charset=utf-8" + name
                        + "\nContent-Transfer-Encoding: base64\n\n");
        out.writeBytes(Base64.getMimeEncoder(76, new byte[] {'\n'}).encode(content));
        text(out, "\n");
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String subject) {
        return subject.chars().allMatch(c -> c >= ' ' && c < 127)
                ? subject
                : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(subject.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private static byte[] content(Path file) {
        try (var in = Files.newInputStream(file)) {
            long size = Files.size(file);
            if (size > MAX_ATTACHMENT) {
                in.skipNBytes(size - MAX_ATTACHMENT);
            }
            return in.readNBytes(MAX_ATTACHMENT);
        } catch (IOException e) {
            return ("The file " + file + " cannot be read.").getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public String toString() {
        return String.join(", ", addresses);
    }
}
