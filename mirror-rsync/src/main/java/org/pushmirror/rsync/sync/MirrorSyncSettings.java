package org.pushmirror.rsync.sync;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.push.HubPush;
import org.pushmirror.core.sync.ArchiveName;
import org.pushmirror.core.sync.Callback;
import org.pushmirror.core.sync.Hook;
import org.pushmirror.core.sync.HookPoint;
import org.pushmirror.rsync.RsyncSource;

/**
 * What a downstream syncs, from where, and how. What is mirrored is a {@link SyncSelection}, how data moves a
 * {@link SyncTransfer}, and what is looked at before anything is deleted are the {@link SyncGuards}. Each method with an
 * argument returns a changed copy, but for {@link #hook(HookPoint)}. Immutable; never shows a password.
 */
public final class MirrorSyncSettings {

    private static final Pattern MIRROR_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern WORD = Pattern.compile("[\\p{Graph}&&[^\\p{Cntrl}]]+");

    /** The values. Changed only before it is given to the settings that hold it. */
    private static final class Values {
        private final String mirror;
        private final RsyncSource source;
        private final Path target;
        private ArchiveName archive = ArchiveName.DEFAULT;
        private String host;
        private SyncSelection selection = SyncSelection.DEFAULT;
        private SyncTransfer transfer = SyncTransfer.DEFAULT;
        private SyncGuards guards = SyncGuards.ALL;
        private UpstreamWait upstreamWait = UpstreamWait.DEFAULT;
        private String trigger = "";
        private MirrorInfo info = MirrorInfo.NONE;
        private Map<HookPoint, Hook> hooks = Map.of();
        private @Nullable Callback callback;
        private @Nullable HubPush hub;
        private Path stateFolder = SyncState.defaultFolder();

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
            copy.selection = selection;
            copy.transfer = transfer;
            copy.guards = guards;
            copy.upstreamWait = upstreamWait;
            copy.trigger = trigger;
            copy.info = info;
            copy.hooks = hooks;
            copy.callback = callback;
            copy.hub = hub;
            copy.stateFolder = stateFolder;
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
     * Sets what is mirrored; {@link SyncSelection#DEFAULT} if not set.
     *
     * @param selection the selection
     * @return the changed copy
     */
    public MirrorSyncSettings selection(SyncSelection selection) {
        return changed(v -> v.selection = selection);
    }

    /**
     * Sets how data moves; {@link SyncTransfer#DEFAULT} if not set.
     *
     * @param transfer the way and its limits
     * @return the changed copy
     */
    public MirrorSyncSettings transfer(SyncTransfer transfer) {
        return changed(v -> v.transfer = transfer);
    }

    /**
     * Sets the guards; {@link SyncGuards#ALL} if not set.
     *
     * @param guards what is looked at before anything is deleted
     * @return the changed copy
     */
    public MirrorSyncSettings guards(SyncGuards guards) {
        return changed(v -> v.guards = guards);
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
     * Sets what started the sync, for the trace; nothing if not set.
     *
     * @param text for example {@code ssh} or {@code cron}; empty to leave it out
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
     * Sets a hook; none if not set.
     *
     * @param point when it runs
     * @param hook what is done then
     * @return the changed copy
     */
    public MirrorSyncSettings hook(HookPoint point, Hook hook) {
        Map<HookPoint, Hook> more = new EnumMap<>(HookPoint.class);
        more.putAll(values.hooks);
        more.put(point, hook);
        Map<HookPoint, Hook> copied = Map.copyOf(more);
        return changed(v -> v.hooks = copied);
    }

    /**
     * Sets whom to call back when a request asks for it; nobody if not set.
     *
     * @param callback makes the call
     * @return the changed copy
     */
    public MirrorSyncSettings callback(Callback callback) {
        return changed(v -> v.callback = callback);
    }

    /**
     * Makes this mirror a hub: after a sync its own downstreams are triggered; it is none if not set.
     *
     * @param push triggers them
     * @return the changed copy
     */
    public MirrorSyncSettings hub(HubPush push) {
        return changed(v -> v.hub = push);
    }

    /**
     * Sets where the numbers of the last sync are kept for the guards; {@code pushmirror/sync} in the user's state folder
     * ({@code $XDG_STATE_HOME}, or {@code .local/state} in the home) if not set. It is outside of the tree, which others
     * mirror.
     *
     * @param folder the folder; it is made when it is needed
     * @return the changed copy
     */
    public MirrorSyncSettings stateFolder(Path folder) {
        return changed(v -> v.stateFolder = folder);
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
     * What is mirrored.
     *
     * @return the selection
     */
    public SyncSelection selection() {
        return values.selection;
    }

    /**
     * How data moves.
     *
     * @return the way and its limits
     */
    public SyncTransfer transfer() {
        return values.transfer;
    }

    /**
     * What is looked at before anything is deleted.
     *
     * @return the guards
     */
    public SyncGuards guards() {
        return values.guards;
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

    /**
     * A hook.
     *
     * @param point when it runs
     * @return what is done then; empty if nothing is
     */
    public Optional<Hook> hook(HookPoint point) {
        return Optional.ofNullable(values.hooks.get(point));
    }

    /**
     * Who makes the call when a request asks for one.
     *
     * @return the callback; empty for nobody
     */
    public Optional<Callback> callback() {
        return Optional.ofNullable(values.callback);
    }

    /**
     * Who triggers our own downstreams.
     *
     * @return the push; empty if this mirror is no hub
     */
    public Optional<HubPush> hub() {
        return Optional.ofNullable(values.hub);
    }

    /**
     * Where the numbers of the last sync are kept.
     *
     * @return the folder
     */
    public Path stateFolder() {
        return values.stateFolder;
    }

    @Override
    public String toString() {
        return mirror() + " from " + source() + " into " + target();
    }
}
