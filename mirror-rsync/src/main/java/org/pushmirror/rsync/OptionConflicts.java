package org.pushmirror.rsync;

import java.util.List;
import java.util.function.Predicate;

/** The combinations of options that rsync 3.5.0 refuses whatever their values are. For one command. */
final class OptionConflicts {

    /** Options that rsync cannot have together; both the opposite of an option and its repetition count as rsync's. */
    private record Pair(List<RsyncOption<?>> ones, List<RsyncOption<?>> others) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(List.of(RsyncOption.SECLUDED_ARGS), List.of(RsyncOption.OLD_ARGS)),
            new Pair(List.of(RsyncOption.INSECURE_LINKS), List.of(RsyncOption.CONFINE_ROOT)),
            new Pair(
                    List.of(RsyncOption.APPEND, RsyncOption.APPEND_VERIFY),
                    List.of(RsyncOption.WHOLE_FILE, RsyncOption.PARTIAL_DIR, RsyncOption.DELAY_UPDATES)),
            new Pair(
                    List.of(RsyncOption.INPLACE, RsyncOption.WRITE_DEVICES),
                    List.of(RsyncOption.PARTIAL_DIR, RsyncOption.DELAY_UPDATES)),
            new Pair(
                    List.of(RsyncOption.DELETE_BEFORE),
                    List.of(RsyncOption.DELETE_DURING, RsyncOption.DELETE_DELAY, RsyncOption.DELETE_AFTER)),
            new Pair(List.of(RsyncOption.DELETE_AFTER), List.of(RsyncOption.DELETE_DURING, RsyncOption.DELETE_DELAY)),
            new Pair(List.of(RsyncOption.COMPARE_DEST), List.of(RsyncOption.COPY_DEST, RsyncOption.LINK_DEST)),
            new Pair(List.of(RsyncOption.COPY_DEST), List.of(RsyncOption.LINK_DEST)),
            new Pair(
                    List.of(RsyncOption.READ_BATCH),
                    List.of(
                            RsyncOption.WRITE_BATCH,
                            RsyncOption.ONLY_WRITE_BATCH,
                            RsyncOption.FILES_FROM,
                            RsyncOption.REMOVE_SOURCE_FILES)));

    private static final List<RsyncOption<?>> DELETING = List.of(
            RsyncOption.DELETE,
            RsyncOption.DELETE_BEFORE,
            RsyncOption.DELETE_DURING,
            RsyncOption.DELETE_DELAY,
            RsyncOption.DELETE_AFTER,
            RsyncOption.DELETE_EXCLUDED);

    private static final List<RsyncOption<?>> OTHER_MODES = List.of(
            RsyncOption.SERVER,
            RsyncOption.SENDER,
            RsyncOption.DAEMON,
            RsyncOption.CONFIG,
            RsyncOption.DPARAM,
            RsyncOption.DETACH);

    private static final List<RsyncOption<?>> DAEMON_ONLY = List.of(RsyncOption.CONTIMEOUT, RsyncOption.PASSWORD_FILE);

    private final List<OptionSetting> settings;

    OptionConflicts(List<OptionSetting> settings) {
        this.settings = settings;
    }

    void requireNone(Ends ends) {
        requireClientMode();
        for (Pair pair : PAIRS) {
            for (RsyncOption<?> one : pair.ones()) {
                pair.others().stream().filter(other -> isOn(one) && isOn(other)).forEach(other -> {
                    throw new IllegalArgumentException(
                            "rsync does not take " + one + " together with " + other + "; choose one of them.");
                });
            }
        }
        requireFolders();
        requireSuffix();
        requireOneOwner(RsyncOption.USERMAP, value -> !value.startsWith(":"));
        requireOneOwner(RsyncOption.GROUPMAP, value -> value.indexOf(':') >= 0);
        if (!ends.hasDaemon()) {
            DAEMON_ONLY.stream().filter(this::isOn).forEach(option -> {
                throw new IllegalArgumentException("rsync takes " + option + " only with a daemon, and neither "
                        + ends.source() + " nor " + ends.target() + " is one.");
            });
        }
    }

    private void requireClientMode() {
        settings.stream()
                .map(OptionSetting::option)
                .filter(OTHER_MODES::contains)
                .findFirst()
                .ifPresent(option -> {
                    throw new IllegalArgumentException("The rsync option " + option
                            + " is not one of a transfer: it makes rsync a server or a daemon.");
                });
    }

    private void requireFolders() {
        boolean recursive = isLastOn(RsyncOption.RECURSIVE, RsyncOption.ARCHIVE);
        boolean folders = isLastOn(RsyncOption.DIRS, RsyncOption.OLD_DIRS)
                || !has(RsyncOption.DIRS) && (isOn(RsyncOption.LIST_ONLY) || isOn(RsyncOption.FILES_FROM));
        if (!recursive && !folders) {
            DELETING.stream().filter(this::isOn).findFirst().ifPresent(option -> {
                throw new IllegalArgumentException(
                        "rsync takes " + option + " only together with --recursive or --dirs.");
            });
        }
    }

    private void requireSuffix() {
        String suffix = last(RsyncOption.SUFFIX);
        if (suffix.indexOf('/') >= 0) {
            throw new IllegalArgumentException("rsync takes no slash in --suffix=" + suffix + ".");
        }
        if (isOn(RsyncOption.SUFFIX) && suffix.isEmpty() && !isOn(RsyncOption.BACKUP_DIR)) {
            throw new IllegalArgumentException("rsync takes an empty --suffix only together with --backup-dir.");
        }
    }

    /** An owner may be set once, be it by a map or by {@code --chown}. */
    private void requireOneOwner(RsyncOption<?> map, Predicate<String> chowns) {
        long times = settings.stream()
                .filter(setting -> setting.option() == map
                        || setting.option() == RsyncOption.CHOWN
                                && chowns.test(setting.value().orElse("")))
                .count();
        if (times > 1) {
            throw new IllegalArgumentException(
                    "rsync takes one setting of an owner: once " + map + ", or once --chown, and not both.");
        }
    }

    private boolean has(RsyncOption<?> option) {
        return settings.stream().anyMatch(setting -> setting.option() == option);
    }

    private boolean isOn(RsyncOption<?> option) {
        return isLastOn(option, option);
    }

    /** Whether the last word on one of two options is not the opposite. */
    private boolean isLastOn(RsyncOption<?> one, RsyncOption<?> other) {
        return settings.stream()
                .filter(setting -> setting.option() == one || setting.option() == other)
                .reduce((earlier, later) -> later)
                .filter(setting -> !setting.isOpposite())
                .isPresent();
    }

    private String last(RsyncOption<String> option) {
        return settings.stream()
                .filter(setting -> setting.option() == option)
                .reduce((earlier, later) -> later)
                .flatMap(OptionSetting::value)
                .orElse("");
    }
}
