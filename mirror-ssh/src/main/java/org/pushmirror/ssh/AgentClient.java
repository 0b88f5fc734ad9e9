package org.pushmirror.ssh;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks an ssh agent, over its socket; one question for each connection, each with a deadline. */
final class AgentClient {

    private static final byte LIST = 11;
    private static final byte LISTED = 12;
    private static final byte SIGN = 13;
    private static final byte SIGNED = 14;
    private static final int SHA2_256 = 2;
    private static final int SHA2_512 = 4;
    private static final int LONGEST_ANSWER = 256 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path socket;

    AgentClient(Path socket) {
        this.socket = socket;
    }

    /** The public keys that the agent has. */
    List<byte[]> keys() throws IOException {
        ByteBuffer answer = ask(ByteBuffer.wrap(new byte[] {LIST}));
        require(answer, LISTED);
        int count = number(answer);
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(string(answer));
            string(answer);
        }
        return keys;
    }

    /** A signature by one of its keys, as ssh sends it: with the name of the algorithm in front. */
    byte[] sign(byte[] publicKey, byte[] data, String algorithm) throws IOException {
        int flags = switch (algorithm) {
            case "rsa-sha2-256" -> SHA2_256;
            case "rsa-sha2-512" -> SHA2_512;
            default -> 0;
        };
        ByteBuffer question = ByteBuffer.allocate(1 + 4 + publicKey.length + 4 + data.length + 4);
        question.put(SIGN).putInt(publicKey.length).put(publicKey);
        question.putInt(data.length).put(data).putInt(flags).flip();
        ByteBuffer answer = ask(question);
        require(answer, SIGNED);
        return string(answer);
    }

    private ByteBuffer ask(ByteBuffer question) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            CompletableFuture<Void> watch = new CompletableFuture<>();
            watch.orTimeout(PATIENCE.toNanos(), TimeUnit.NANOSECONDS).whenComplete((done, late) -> {
                if (late != null) {
                    closeQuietly(channel);
                }
            });
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                ByteBuffer framed = ByteBuffer.allocate(4 + question.remaining());
                framed.putInt(question.remaining()).put(question).flip();
                while (framed.hasRemaining()) {
                    channel.write(framed);
                }
                int length = fill(channel, 4).getInt();
                if (length < 1 || length > LONGEST_ANSWER) {
                    throw new IOException("the agent answered with " + length + " bytes");
                }
                return fill(channel, length);
            } finally {
                watch.complete(null);
            }
        }
    }

    private static ByteBuffer fill(SocketChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the agent closed the connection");
            }
        }
        return buffer.flip();
    }

    private static void require(ByteBuffer answer, byte type) throws IOException {
        if (answer.get() != type) {
            throw new IOException("the agent refused");
        }
    }

    private static int number(ByteBuffer answer) throws IOException {
        if (answer.remaining() < 4) {
            throw new IOException("the answer of the agent is cut short");
        }
        return answer.getInt();
    }

    private static byte[] string(ByteBuffer answer) throws IOException {
        int length = number(answer);
        if (length < 0 || length > answer.remaining()) {
            throw new IOException("the answer of the agent is cut short");
        }
        byte[] bytes = new byte[length];
        answer.get(bytes);
        return bytes;
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Whoever waits for the channel has been woken all the same.
        }
    }
}
