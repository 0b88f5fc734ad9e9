package org.pushmirror.core.sync;

import java.util.ArrayList;
import java.util.List;

/**
 * What a trigger asks of a downstream: the {@code sync:} words, understood.
 *
 * <p>The words are those of Debian's ftpsync. Nothing of them is ever handed to a shell, and words that are not known
 * are kept in {@link #unknown()}, as ftpsync echoes and ignores them. Immutable.
 *
 * @param archive which archive
 * @param scope which stages
 * @param mhop after our stage 1, push stage 1 to our own downstreams ({@code sync:mhop})
 * @param callback when done, call back over ssh ({@code sync:callback})
 * @param unknown words that were not understood, in order
 */
public record SyncRequest(ArchiveName archive, SyncScope scope, boolean mhop, boolean callback, List<String> unknown) {

    private static final String ARCHIVE = "sync:archive:";
    private static final String MHOP = "sync:mhop";
    private static final String CALLBACK = "sync:callback";

    /**
     * Copies the list of unknown words.
     *
     * @param archive which archive
     * @param scope which stages
     * @param mhop after our stage 1, push stage 1 to our own downstreams ({@code sync:mhop})
     * @param callback when done, call back over ssh ({@code sync:callback})
     * @param unknown words that were not understood, in order
     */
    public SyncRequest {
        unknown = List.copyOf(unknown);
    }

    /**
     * A request without options.
     *
     * @param archive which archive
     * @param scope which stages
     * @return the request
     */
    public static SyncRequest of(ArchiveName archive, SyncScope scope) {
        return new SyncRequest(archive, scope, false, false, List.of());
    }

    /**
     * The same request, pushed on to the next tier after stage 1.
     *
     * @return a request with {@code sync:mhop}
     */
    public SyncRequest withMhop() {
        return new SyncRequest(archive, scope, true, callback, unknown);
    }

    /**
     * The same request, with a call back when it is done.
     *
     * @return a request with {@code sync:callback}
     */
    public SyncRequest withCallback() {
        return new SyncRequest(archive, scope, mhop, true, unknown);
    }

    /**
     * The least request that does what both ask for, of the same archive.
     *
     * @param other another request
     * @return a request with both scopes, and with what either asks for besides
     */
    public SyncRequest and(SyncRequest other) {
        return new SyncRequest(
                archive, scope.and(other.scope), mhop || other.mhop, callback || other.callback, List.of());
    }

    /**
     * The same request with another scope.
     *
     * @param newScope which stages
     * @return the changed copy
     */
    public SyncRequest withScope(SyncScope newScope) {
        return new SyncRequest(archive, newScope, mhop, callback, unknown);
    }

    /**
     * The words of this request, as a hub sends them: archive first, scope last. Unknown words are not sent on.
     *
     * @return the words, never empty: ssh needs a command, so the archive is named even when it is the default one
     */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(ARCHIVE + archive);
        if (callback) {
            words.add(CALLBACK);
        }
        if (mhop) {
            words.add(MHOP);
        }
        words.add(scope.word());
        return List.copyOf(words);
    }

    /**
     * The command that is sent over ssh.
     *
     * @return the words, separated by one blank
     */
    public String command() {
        return String.join(" ", words());
    }

    /**
     * Reads words as ftpsync does: first those that came over ssh, then those of its own command line, which override
     * them. A named stage cancels {@code sync:all}; a later {@code sync:all} brings both stages back; both stages
     * named are both done.
     *
     * @param originalCommand the value of {@code SSH_ORIGINAL_COMMAND}; empty when there is none
     * @param arguments the arguments of the forced command
     * @return the request
     * @throws IllegalArgumentException if an archive name is not one that {@link ArchiveName} takes
     */
    public static SyncRequest parse(String originalCommand, List<String> arguments) {
        WordReader reader = new WordReader();
        for (String word : originalCommand.split("[ \t\n]+")) {
            if (!word.isEmpty()) {
                reader.read(word);
            }
        }
        arguments.forEach(reader::read);
        return reader.request();
    }

    /** Folds words, left to right, into a request. */
    private static final class WordReader {
        private ArchiveName archive = ArchiveName.DEFAULT;
        private boolean stage1;
        private boolean stage2;
        private boolean all = true;
        private boolean mhop;
        private boolean callback;
        private final List<String> unknown = new ArrayList<>();

        void read(String word) {
            if (word.startsWith(ARCHIVE)) {
                archive = ArchiveName.of(word.substring(ARCHIVE.length()));
                return;
            }
            switch (word) {
                case "sync:stage1" -> {
                    stage1 = true;
                    all = false;
                }
                case "sync:stage2" -> {
                    stage2 = true;
                    all = false;
                }
                case "sync:all" -> all = true;
                case MHOP -> mhop = true;
                case CALLBACK -> callback = true;
                default -> unknown.add(word);
            }
        }

        SyncRequest request() {
            SyncScope scope;
            if (all || stage1 && stage2) {
                scope = SyncScope.ALL;
            } else {
                scope = stage1 ? SyncScope.STAGE1 : SyncScope.STAGE2;
            }
            return new SyncRequest(archive, scope, mhop, callback, unknown);
        }
    }
}
