package org.pushmirror.rsync.sync;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.rsync.RsyncFilter;
import org.pushmirror.rsync.RsyncOptions;
import org.pushmirror.rsync.RsyncSource;

/**
 * What a downstream syncs, from where, and how. Each method with an argument returns a changed copy. Immutable; never
 * shows a password.
 */
public final class MirrorSyncSettings {

    /** The most files that stage 2 deletes when nothing else is set, as in ftpsync. */
    public static final int DEFAULT_MAX_DELETE = 40_000;

    /** How long upstream may be silent when nothing else is set, as in ftpsync. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(120);

    private static final Pattern MIRROR_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern WORD = Pattern.compile("[\\p{Graph}&&[^\\p{Cntrl}]]+");

    /** The values. Changed only before it is given to the settings that hold it. */
    private static final class Values {
        private final String mirror;
        private final RsyncSource source;
        private final Path target;
        private ArchiveName archive = ArchiveName.DEFAULT;
        private String host;
        private IndexProfile profile = IndexProfile.DEBIAN_2018;
        private List<RsyncFilter> filters = List.of();
        private List<String> extraOptions = List.of();
        private int bandwidth;
        private int maxDelete = DEFAULT_MAX_DELETE;
        private Duration timeout = DEFAULT_TIMEOUT;
        private Duration grace = Duration.ofSeconds(5);
        private UpstreamWait upstreamWait = UpstreamWait.DEFAULT;
        private String trigger = "";
        private MirrorInfo info = MirrorInfo.NONE;

        Values(String mirror, RsyncSource source, Path target) {
            this.mirror = mirror;
            this.host = mirror;
            this.source = source;
            this.target = target;
        }

        Values copy() {
            Values copy = new Values(mirror, source, target);
            copy.archive = archive;
            copy.host = host;
            copy.profile = profile;
            copy.filters = filters;
            copy.extraOptions = extraOptions;
            copy.bandwidth = bandwidth;
            copy.maxDelete = maxDelete;
            copy.timeout = timeout;
            copy.grace = grace;
            copy.upstreamWait = upstreamWait;
            copy.trigger = trigger;
            copy.info = info;
            return copy;
        }
    }

    private final Values values;

    private MirrorSyncSettings(Values values) {
        this.values = values;
    }

    /**
     * The least that a sync needs.
     *
     * @param mirror the name of the mirror: of its trace, its lock and its mark; usually its full host name
     * @param source the root of upstream's archive
     * @param target the folder of our copy
     * @return the settings
     * @throws IllegalArgumentException if the name has another character than letters, digits, dot, underscore and
     *     hyphen, or starts with one that is no letter or digit
     */
    public static MirrorSyncSettings of(String mirror, RsyncSource source, Path target) {
        if (!MIRROR_NAME.matcher(mirror).matches()) {
            throw new IllegalArgumentException(
                    "The mirror name \"" + mirror.replaceAll("\\p{Cntrl}", "?")
                            + "\" is not allowed: letters, digits, dot, underscore and hyphen, starting with a letter or digit.");
        }
        return new MirrorSyncSettings(new Values(mirror, source, target));
    }

    private MirrorSyncSettings changed(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new MirrorSyncSettings(copy);
    }

    /**
     * Sets the archive that requests name; the default archive if not set.
     *
     * @param name the name
     * @return the changed copy
     */
    public MirrorSyncSettings archive(ArchiveName name) {
        return changed(v -> v.archive = name);
    }

    /**
     * Sets the real name of this host, for the trace; the name of the mirror if not set.
     *
     * @param name the full host name
     * @return the changed copy
     * @throws IllegalArgumentException if it is not one word
     */
    public MirrorSyncSettings host(String name) {
        if (!WORD.matcher(name).matches()) {
            throw new IllegalArgumentException("The host name \"" + name + "\" is not one word.");
        }
        return changed(v -> v.host = name);
    }

    /**
     * Sets which files are indices; {@link IndexProfile#DEBIAN_2018} if not set.
     *
     * @param profile the profile
     * @return the changed copy
     */
    public MirrorSyncSettings profile(IndexProfile profile) {
        return changed(v -> v.profile = profile);
    }

    /**
     * Sets filters of both stages, for example to leave out architectures; none if not set.
     *
     * @param filters the rules, in order
     * @return the changed copy
     */
    public MirrorSyncSettings filters(List<RsyncFilter> filters) {
        List<RsyncFilter> copied = List.copyOf(filters);
        return changed(v -> v.filters = copied);
    }

    /**
     * Sets further options of rsync as words of a command line, as in {@code RSYNC_EXTRA}; none if not set.
     *
     * @param words for example {@code --port=8873}
     * @return the changed copy
     * @throws IllegalArgumentException if {@link RsyncOptions#rawWords} does not take them
     */
    public MirrorSyncSettings extraOptions(List<String> words) {
        List<String> copied = List.copyOf(words);
        RsyncOptions.plain().rawWords(copied);
        return changed(v -> v.extraOptions = copied);
    }

    /**
     * Sets the most that may be transferred; no limit if not set.
     *
     * @param kibibytesPerSecond KiB a second; 0 for no limit
     * @return the changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public MirrorSyncSettings bandwidthLimit(int kibibytesPerSecond) {
        return changed(v -> v.bandwidth = notNegative("bandwidth limit", kibibytesPerSecond));
    }

    /**
     * Sets the most files that stage 2 deletes; {@link #DEFAULT_MAX_DELETE} if not set. When there are more, stage 2
     * fails.
     *
     * @param files the limit
     * @return the changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public MirrorSyncSettings maxDelete(int files) {
        return changed(v -> v.maxDelete = notNegative("limit of deletions", files));
    }

    private static int notNegative(String what, int number) {
        if (number < 0) {
            throw new IllegalArgumentException("A " + what + " of " + number + " is negative.");
        }
        return number;
    }

    /**
     * Sets how long upstream may be silent; {@link #DEFAULT_TIMEOUT} if not set.
     *
     * @param limit the limit, at least a second
     * @return the changed copy
     */
    public MirrorSyncSettings timeout(Duration limit) {
        return changed(v -> v.timeout = limit);
    }

    /**
     * Sets how long rsync has to end by itself when the sync is interrupted; 5 seconds if not set.
     *
     * @param limit the limit
     * @return the changed copy
     */
    public MirrorSyncSettings grace(Duration limit) {
        return changed(v -> v.grace = limit);
    }

    /**
     * Sets what to do when upstream is being changed; {@link UpstreamWait#DEFAULT} if not set.
     *
     * @param wait how long and how often to wait
     * @return the changed copy
     */
    public MirrorSyncSettings upstreamWait(UpstreamWait wait) {
        return changed(v -> v.upstreamWait = wait);
    }

    /**
     * Sets what started the sync, for the trace; not told if not set.
     *
     * @param text for example {@code ssh} or {@code cron}
     * @return the changed copy
     * @throws IllegalArgumentException if it has a control character
     */
    public MirrorSyncSettings trigger(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The trigger text has a control character.");
        }
        return changed(v -> v.trigger = text);
    }

    /**
     * Sets what the mirror tells about itself in its trace; nothing if not set.
     *
     * @param info the texts
     * @return the changed copy
     */
    public MirrorSyncSettings info(MirrorInfo info) {
        return changed(v -> v.info = info);
    }

    /**
     * The name of the mirror.
     *
     * @return the name of its trace
     */
    public String mirror() {
        return values.mirror;
    }

    /**
     * Where upstream's archive is.
     *
     * @return the source
     */
    public RsyncSource source() {
        return values.source;
    }

    /**
     * Where our copy is.
     *
     * @return the folder
     */
    public Path target() {
        return values.target;
    }

    /**
     * The archive that requests name.
     *
     * @return the name
     */
    public ArchiveName archive() {
        return values.archive;
    }

    /**
     * The real name of this host.
     *
     * @return the name
     */
    public String host() {
        return values.host;
    }

    /**
     * Which files are indices.
     *
     * @return the profile
     */
    public IndexProfile profile() {
        return values.profile;
    }

    /**
     * The filters of both stages.
     *
     * @return the rules, in order
     */
    public List<RsyncFilter> filters() {
        return values.filters;
    }

    /**
     * Further options of rsync.
     *
     * @return the words
     */
    public List<String> extraOptions() {
        return values.extraOptions;
    }

    /**
     * The most that may be transferred.
     *
     * @return KiB a second; 0 for no limit
     */
    public int bandwidthLimit() {
        return values.bandwidth;
    }

    /**
     * The most files that stage 2 deletes.
     *
     * @return the limit
     */
    public int maxDelete() {
        return values.maxDelete;
    }

    /**
     * How long upstream may be silent.
     *
     * @return the limit
     */
    public Duration timeout() {
        return values.timeout;
    }

    /**
     * How long rsync has to end by itself when the sync is interrupted.
     *
     * @return the limit
     */
    public Duration grace() {
        return values.grace;
    }

    /**
     * What to do when upstream is being changed.
     *
     * @return how long and how often to wait
     */
    public UpstreamWait upstreamWait() {
        return values.upstreamWait;
    }

    /**
     * What started the sync.
     *
     * @return the text; empty if it is not told
     */
    public String trigger() {
        return values.trigger;
    }

    /**
     * What the mirror tells about itself.
     *
     * @return the texts
     */
    public MirrorInfo info() {
        return values.info;
    }

    @Override
    public String toString() {
        return mirror() + " from " + source() + " into " + target();
    }
}
