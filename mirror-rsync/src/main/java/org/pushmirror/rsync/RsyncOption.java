package org.pushmirror.rsync;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * An option of rsync: one constant for each that rsync 3.5.0 has, with all its spellings. Its opposite is
 * {@link RsyncOptions#without}; all spellings are in {@link OptionSetting#parse}. Immutable.
 *
 * @param <T> what its value is; {@link Void} for an option without one
 */
public final class RsyncOption<T> {

    /** Prints a help text and ends. */
    public static final RsyncOption<Void> HELP = OptionTable.flag("help");
    /** Prints the version and ends; twice, as JSON. */
    public static final RsyncOption<Void> VERSION = OptionTable.flag("version");
    /** Says more; may be given more than once. */
    public static final RsyncOption<Void> VERBOSE = OptionTable.flag("verbose");
    /** Which informational output is wanted, for example {@code progress2,stats}. */
    public static final RsyncOption<String> INFO = OptionTable.text("info");
    /** Which debug output is wanted, for example {@code FILTER2}. */
    public static final RsyncOption<String> DEBUG = OptionTable.text("debug");
    /** What goes to standard error: {@code errors}, {@code all} or {@code client}. */
    public static final RsyncOption<String> STDERR = OptionTable.text("stderr");
    /** All messages go to standard error. */
    public static final RsyncOption<Void> MSGS2STDERR = OptionTable.flag("msgs2stderr");
    /** Says nothing but errors. */
    public static final RsyncOption<Void> QUIET = OptionTable.flag("quiet");
    /** Shows a daemon's message of the day, and its list of modules. */
    public static final RsyncOption<Void> MOTD = OptionTable.flag("motd");
    /** Prints statistics at the end. */
    public static final RsyncOption<Void> STATS = OptionTable.flag("stats");
    /** Prints numbers in shortened form; twice, with units of 1024. */
    public static final RsyncOption<Void> HUMAN_READABLE = OptionTable.flag("human-readable");
    /** Changes nothing, and says what would be changed. */
    public static final RsyncOption<Void> DRY_RUN = OptionTable.flag("dry-run");
    /** Recursion, links, permissions, times, owners, groups, devices and special files. */
    public static final RsyncOption<Void> ARCHIVE = OptionTable.flag("archive");
    /** Enters folders. */
    public static final RsyncOption<Void> RECURSIVE = OptionTable.flag("recursive");
    /** Transfers while folders are still being read. */
    public static final RsyncOption<Void> INC_RECURSIVE = OptionTable.flag("inc-recursive");
    /** Transfers folders without entering them. */
    public static final RsyncOption<Void> DIRS = OptionTable.flag("dirs");
    /** As {@link #DIRS}, for old servers. */
    public static final RsyncOption<Void> OLD_DIRS = OptionTable.flag("old-dirs");
    /** Keeps permissions. */
    public static final RsyncOption<Void> PERMS = OptionTable.flag("perms");
    /** Keeps whether a file can be executed. */
    public static final RsyncOption<Void> EXECUTABILITY = OptionTable.flag("executability");
    /** Keeps access control lists. */
    public static final RsyncOption<Void> ACLS = OptionTable.flag("acls");
    /** Keeps extended attributes. */
    public static final RsyncOption<Void> XATTRS = OptionTable.flag("xattrs");
    /** Keeps modification times. */
    public static final RsyncOption<Void> TIMES = OptionTable.flag("times");
    /** Keeps access times. */
    public static final RsyncOption<Void> ATIMES = OptionTable.flag("atimes");
    /** Does not change the access times of files that it reads. */
    public static final RsyncOption<Void> OPEN_NOATIME = OptionTable.flag("open-noatime");
    /** Keeps creation times, where the system can. */
    public static final RsyncOption<Void> CRTIMES = OptionTable.flag("crtimes");
    /** Does not keep the times of folders. */
    public static final RsyncOption<Void> OMIT_DIR_TIMES = OptionTable.flag("omit-dir-times");
    /** Does not keep the times of symbolic links. */
    public static final RsyncOption<Void> OMIT_LINK_TIMES = OptionTable.flag("omit-link-times");
    /** How many seconds times may differ and still be equal; -1 for nanoseconds. */
    public static final RsyncOption<Integer> MODIFY_WINDOW = OptionTable.number("modify-window");
    /** The receiver tries what only root may. */
    public static final RsyncOption<Void> SUPER = OptionTable.flag("super");
    /** Stores what only root may set in extended attributes. */
    public static final RsyncOption<Void> FAKE_SUPER = OptionTable.flag("fake-super");
    /** Keeps owners, if the receiver is root. */
    public static final RsyncOption<Void> OWNER = OptionTable.flag("owner");
    /** Keeps groups. */
    public static final RsyncOption<Void> GROUP = OptionTable.flag("group");
    /** {@code -D}: keeps devices and special files. */
    public static final RsyncOption<Void> DEVICES_AND_SPECIALS = OptionTable.flag("D");
    /** Keeps devices, if the receiver is root. */
    public static final RsyncOption<Void> DEVICES = OptionTable.flag("devices");
    /** Copies the content of devices as files. */
    public static final RsyncOption<Void> COPY_DEVICES = OptionTable.flag("copy-devices");
    /** Writes into devices as into files. */
    public static final RsyncOption<Void> WRITE_DEVICES = OptionTable.flag("write-devices");
    /** Keeps sockets and named pipes. */
    public static final RsyncOption<Void> SPECIALS = OptionTable.flag("specials");
    /** The receiver makes no devices and no special files. */
    public static final RsyncOption<Void> DROP_DEVICES = OptionTable.flag("drop-D");
    /** Refuses operator paths that lead out of a folder. */
    public static final RsyncOption<Path> CONFINE_ROOT = OptionTable.path("confine-root");
    /** Keeps symbolic links. */
    public static final RsyncOption<Void> LINKS = OptionTable.flag("links");
    /** Follows symbolic links. */
    public static final RsyncOption<Void> COPY_LINKS = OptionTable.flag("copy-links");
    /** Follows symbolic links that lead out of the tree. */
    public static final RsyncOption<Void> COPY_UNSAFE_LINKS = OptionTable.flag("copy-unsafe-links");
    /** Leaves out symbolic links that lead out of the tree. */
    public static final RsyncOption<Void> SAFE_LINKS = OptionTable.flag("safe-links");
    /** Follows links of other users in operator paths. */
    public static final RsyncOption<Void> INSECURE_LINKS = OptionTable.flag("insecure-links");
    /** Makes symbolic links unusable, but recoverable. */
    public static final RsyncOption<Void> MUNGE_LINKS = OptionTable.flag("munge-links");
    /** Takes a symbolic link to a folder as that folder. */
    public static final RsyncOption<Void> COPY_DIRLINKS = OptionTable.flag("copy-dirlinks");
    /** Takes a symbolic link to a folder at the receiver as that folder. */
    public static final RsyncOption<Void> KEEP_DIRLINKS = OptionTable.flag("keep-dirlinks");
    /** Keeps hard links. */
    public static final RsyncOption<Void> HARD_LINKS = OptionTable.flag("hard-links");
    /** Keeps the whole paths of the arguments. */
    public static final RsyncOption<Void> RELATIVE = OptionTable.flag("relative");
    /** With {@link #RELATIVE}, sends the folders of the paths, too. */
    public static final RsyncOption<Void> IMPLIED_DIRS = OptionTable.flag("implied-dirs");
    /** Changes permissions, for example {@code D755,F644}. */
    public static final RsyncOption<String> CHMOD = OptionTable.text("chmod");
    /** Does not skip files of equal size and time. */
    public static final RsyncOption<Void> IGNORE_TIMES = OptionTable.flag("ignore-times");
    /** Skips files of equal size. */
    public static final RsyncOption<Void> SIZE_ONLY = OptionTable.flag("size-only");
    /** Does not enter other file systems. */
    public static final RsyncOption<Void> ONE_FILE_SYSTEM = OptionTable.flag("one-file-system");
    /** Skips files that are newer at the receiver. */
    public static final RsyncOption<Void> UPDATE = OptionTable.flag("update");
    /** Creates nothing at the receiver. */
    public static final RsyncOption<Void> EXISTING = OptionTable.flag("existing");
    /** Updates nothing that is at the receiver. */
    public static final RsyncOption<Void> IGNORE_EXISTING = OptionTable.flag("ignore-existing");
    /** Leaves out larger files, for example {@code 100M}. */
    public static final RsyncOption<String> MAX_SIZE = OptionTable.text("max-size");
    /** Leaves out smaller files, for example {@code 1K}. */
    public static final RsyncOption<String> MIN_SIZE = OptionTable.text("min-size");
    /** The most memory for one allocation, for example {@code 2G}. */
    public static final RsyncOption<String> MAX_ALLOC = OptionTable.text("max-alloc");
    /** Turns runs of zeros into holes. */
    public static final RsyncOption<Void> SPARSE = OptionTable.flag("sparse");
    /** Allocates a file before it is written. */
    public static final RsyncOption<Void> PREALLOCATE = OptionTable.flag("preallocate");
    /** Writes into the files themselves. */
    public static final RsyncOption<Void> INPLACE = OptionTable.flag("inplace");
    /** Appends to shorter files, trusting what is there. */
    public static final RsyncOption<Void> APPEND = OptionTable.flag("append");
    /** Appends to shorter files, and checks the whole. */
    public static final RsyncOption<Void> APPEND_VERIFY = OptionTable.flag("append-verify");
    /** Deletes what the source does not have. */
    public static final RsyncOption<Void> DELETE = OptionTable.flag("delete");
    /** Deletes before the transfer. */
    public static final RsyncOption<Void> DELETE_BEFORE = OptionTable.flag("delete-before");
    /** Deletes during the transfer. */
    public static final RsyncOption<Void> DELETE_DURING = OptionTable.flag("delete-during");
    /** Finds during the transfer what to delete after it. */
    public static final RsyncOption<Void> DELETE_DELAY = OptionTable.flag("delete-delay");
    /** Deletes after the transfer. */
    public static final RsyncOption<Void> DELETE_AFTER = OptionTable.flag("delete-after");
    /** Deletes also what is excluded. */
    public static final RsyncOption<Void> DELETE_EXCLUDED = OptionTable.flag("delete-excluded");
    /** Deletes sources that are missing. */
    public static final RsyncOption<Void> DELETE_MISSING_ARGS = OptionTable.flag("delete-missing-args");
    /** Ignores sources that are missing. */
    public static final RsyncOption<Void> IGNORE_MISSING_ARGS = OptionTable.flag("ignore-missing-args");
    /** Removes files at the sender once they have arrived. */
    public static final RsyncOption<Void> REMOVE_SOURCE_FILES = OptionTable.flag("remove-source-files");
    /** Deletes a folder that is not empty when a file takes its place. */
    public static final RsyncOption<Void> FORCE = OptionTable.flag("force");
    /** Deletes even after input errors. */
    public static final RsyncOption<Void> IGNORE_ERRORS = OptionTable.flag("ignore-errors");
    /** Deletes at most so many files. */
    public static final RsyncOption<Integer> MAX_DELETE = OptionTable.number("max-delete");
    /** {@code -F}: reads filters from files named {@code .rsync-filter}; may be given twice. */
    public static final RsyncOption<Void> FILTER_FILES = OptionTable.flag("F");
    /** A filter rule; {@link RsyncOptions#filter} has them typed. */
    public static final RsyncOption<String> FILTER = OptionTable.text("filter");
    /** A pattern of what is left out. */
    public static final RsyncOption<String> EXCLUDE = OptionTable.text("exclude");
    /** A pattern of what is not left out. */
    public static final RsyncOption<String> INCLUDE = OptionTable.text("include");
    /** A file of exclude patterns. */
    public static final RsyncOption<Path> EXCLUDE_FROM = OptionTable.path("exclude-from");
    /** A file of include patterns. */
    public static final RsyncOption<Path> INCLUDE_FROM = OptionTable.path("include-from");
    /** Leaves out what CVS does. */
    public static final RsyncOption<Void> CVS_EXCLUDE = OptionTable.flag("cvs-exclude");
    /** Sends files whole, without finding what is the same. */
    public static final RsyncOption<Void> WHOLE_FILE = OptionTable.flag("whole-file");
    /** Compares files by checksum. */
    public static final RsyncOption<Void> CHECKSUM = OptionTable.flag("checksum");
    /** The algorithms of checksums. */
    public static final RsyncOption<String> CHECKSUM_CHOICE = OptionTable.text("checksum-choice");
    /** The block size of the delta algorithm. */
    public static final RsyncOption<String> BLOCK_SIZE = OptionTable.text("block-size");
    /** Leaves out files that are the same in this folder. */
    public static final RsyncOption<Path> COMPARE_DEST = OptionTable.path("compare-dest");
    /** Copies files that are the same in this folder. */
    public static final RsyncOption<Path> COPY_DEST = OptionTable.path("copy-dest");
    /** Links files that are the same in this folder. */
    public static final RsyncOption<Path> LINK_DEST = OptionTable.path("link-dest");
    /** Finds a similar file to start from; twice, also in the folders of {@link #LINK_DEST} and its like. */
    public static final RsyncOption<Void> FUZZY = OptionTable.flag("fuzzy");
    /** Compresses what is sent. */
    public static final RsyncOption<Void> COMPRESS = OptionTable.flag("compress");
    /** Compresses in the old way. */
    public static final RsyncOption<Void> OLD_COMPRESS = OptionTable.flag("old-compress");
    /** Compresses in the new way. */
    public static final RsyncOption<Void> NEW_COMPRESS = OptionTable.flag("new-compress");
    /** The algorithm of compression. */
    public static final RsyncOption<String> COMPRESS_CHOICE = OptionTable.text("compress-choice");
    /** The suffixes of files that are not compressed. */
    public static final RsyncOption<String> SKIP_COMPRESS = OptionTable.text("skip-compress");
    /** The level of compression. */
    public static final RsyncOption<Integer> COMPRESS_LEVEL = OptionTable.number("compress-level");
    /** The number of threads that compress. */
    public static final RsyncOption<Integer> COMPRESS_THREADS = OptionTable.number("compress-threads");
    /** {@code -P}: {@link #PARTIAL} and {@link #PROGRESS}. */
    public static final RsyncOption<Void> PARTIAL_PROGRESS = OptionTable.flag("P");
    /** Shows the progress of each file. */
    public static final RsyncOption<Void> PROGRESS = OptionTable.flag("progress");
    /** Keeps files that arrived in part. */
    public static final RsyncOption<Void> PARTIAL = OptionTable.flag("partial");
    /** The folder for files that arrived in part. */
    public static final RsyncOption<Path> PARTIAL_DIR = OptionTable.path("partial-dir");
    /** Puts new files in place at the end. */
    public static final RsyncOption<Void> DELAY_UPDATES = OptionTable.flag("delay-updates");
    /** Leaves out folders that would be empty. */
    public static final RsyncOption<Void> PRUNE_EMPTY_DIRS = OptionTable.flag("prune-empty-dirs");
    /** The file for a log of what is done. */
    public static final RsyncOption<Path> LOG_FILE = OptionTable.path("log-file");
    /** The format of a line in {@link #LOG_FILE}. */
    public static final RsyncOption<String> LOG_FILE_FORMAT = OptionTable.text("log-file-format");
    /** The format of a line of output; in place of ours, so that changes are no longer read. */
    public static final RsyncOption<String> OUT_FORMAT = OptionTable.text("out-format");
    /** Says of each item what has changed. */
    public static final RsyncOption<Void> ITEMIZE_CHANGES = OptionTable.flag("itemize-changes");
    /** The most that is transferred a second, in KiB unless it has a unit. */
    public static final RsyncOption<String> BWLIMIT = OptionTable.text("bwlimit");
    /** Keeps what is replaced or deleted. */
    public static final RsyncOption<Void> BACKUP = OptionTable.flag("backup");
    /** The folder for what is replaced or deleted. */
    public static final RsyncOption<Path> BACKUP_DIR = OptionTable.path("backup-dir");
    /** The suffix for what is replaced or deleted. */
    public static final RsyncOption<String> SUFFIX = OptionTable.text("suffix");
    /** Lists files, and transfers none. */
    public static final RsyncOption<Void> LIST_ONLY = OptionTable.flag("list-only");
    /** Reads a batch that was written before. */
    public static final RsyncOption<Path> READ_BATCH = OptionTable.path("read-batch");
    /** Writes a batch of what is transferred. */
    public static final RsyncOption<Path> WRITE_BATCH = OptionTable.path("write-batch");
    /** Writes a batch, and changes nothing at the receiver. */
    public static final RsyncOption<Path> ONLY_WRITE_BATCH = OptionTable.path("only-write-batch");
    /** A file with the names to transfer; {@code :NAME} for one at the other end. */
    public static final RsyncOption<String> FILES_FROM = OptionTable.text("files-from");
    /** Names in files end with NUL. */
    public static final RsyncOption<Void> FROM0 = OptionTable.flag("from0");
    /** Does not protect remote arguments from the remote shell. */
    public static final RsyncOption<Void> OLD_ARGS = OptionTable.flag("old-args");
    /** Sends arguments over the connection, where no shell sees them. */
    public static final RsyncOption<Void> SECLUDED_ARGS = OptionTable.flag("secluded-args");
    /** Does not check the sender's list of files. */
    public static final RsyncOption<Void> TRUST_SENDER = OptionTable.flag("trust-sender");
    /** Keeps owners and groups by number. */
    public static final RsyncOption<Void> NUMERIC_IDS = OptionTable.flag("numeric-ids");
    /** Which users become which. */
    public static final RsyncOption<String> USERMAP = OptionTable.text("usermap");
    /** Which groups become which. */
    public static final RsyncOption<String> GROUPMAP = OptionTable.text("groupmap");
    /** The owner and group of everything, as {@code user:group}. */
    public static final RsyncOption<String> CHOWN = OptionTable.text("chown");
    /** How long either end may be silent; {@link RsyncOptions#timeout} is the same. */
    public static final RsyncOption<Duration> TIMEOUT = OptionTable.seconds("timeout");
    /** How long connecting to a daemon may take; {@link RsyncOptions#connectTimeout} is the same. */
    public static final RsyncOption<Duration> CONTIMEOUT = OptionTable.seconds("contimeout");
    /** Has each file written to disk. */
    public static final RsyncOption<Void> FSYNC = OptionTable.flag("fsync");
    /** How long the transfer may take. */
    public static final RsyncOption<Duration> STOP_AFTER = OptionTable.minutes("stop-after");
    /** When the transfer ends, by the clock of {@code TZ}. */
    public static final RsyncOption<LocalDateTime> STOP_AT = OptionTable.time("stop-at");
    /** The remote shell; {@link ShellPlace#command} has it typed. */
    public static final RsyncOption<String> RSH = OptionTable.text("rsh");
    /** The rsync at the other end of a remote shell. */
    public static final RsyncOption<String> RSYNC_PATH = OptionTable.text("rsync-path");
    /** The folder for files that are being written. */
    public static final RsyncOption<Path> TEMP_DIR = OptionTable.path("temp-dir");
    /** The character sets of names at both ends. */
    public static final RsyncOption<String> ICONV = OptionTable.text("iconv");
    /** Connects by IPv4 only. */
    public static final RsyncOption<Void> IPV4 = OptionTable.flag("ipv4");
    /** Connects by IPv6 only. */
    public static final RsyncOption<Void> IPV6 = OptionTable.flag("ipv6");
    /** Does not escape bytes beyond ASCII in its output. */
    public static final RsyncOption<Void> EIGHT_BIT_OUTPUT = OptionTable.flag("8-bit-output");
    /** Makes the parents of the target. */
    public static final RsyncOption<Void> MKPATH = OptionTable.flag("mkpath");
    /** Sorts with qsort. */
    public static final RsyncOption<Void> QSORT = OptionTable.flag("qsort");
    /** The user that the copy is made as. */
    public static final RsyncOption<String> COPY_AS = OptionTable.text("copy-as");
    /** The local address for connections to a daemon. */
    public static final RsyncOption<String> ADDRESS = OptionTable.text("address");
    /** The port of a daemon whose source or target names none. */
    public static final RsyncOption<Integer> PORT = OptionTable.number("port");
    /** Socket options, for example {@code TCP_NODELAY}. */
    public static final RsyncOption<String> SOCKOPTS = OptionTable.text("sockopts");
    /** A file with the password; a {@link DaemonPlace#password} needs none. */
    public static final RsyncOption<Path> PASSWORD_FILE = OptionTable.path("password-file");
    /** A file that is sent to a daemon's {@code early exec}. */
    public static final RsyncOption<Path> EARLY_INPUT = OptionTable.path("early-input");
    /** Uses blocking I/O for the remote shell. */
    public static final RsyncOption<Void> BLOCKING_IO = OptionTable.flag("blocking-io");
    /** How its output is buffered: {@code N}, {@code L} or {@code B}. */
    public static final RsyncOption<String> OUTBUF = OptionTable.text("outbuf");
    /** An option for the other end only. */
    public static final RsyncOption<String> REMOTE_OPTION = OptionTable.text("remote-option");
    /** The newest protocol to speak. */
    public static final RsyncOption<Integer> PROTOCOL = OptionTable.number("protocol");
    /** The seed of checksums. */
    public static final RsyncOption<Integer> CHECKSUM_SEED = OptionTable.number("checksum-seed");
    /** The far end of a run: refused here. */
    public static final RsyncOption<Void> SERVER = OptionTable.flag("server");
    /** The far end of a run: refused here. */
    public static final RsyncOption<Void> SENDER = OptionTable.flag("sender");
    /** Turns rsync into a daemon: refused here. */
    public static final RsyncOption<Path> CONFIG = OptionTable.path("config");
    /** Turns rsync into a daemon: refused here. */
    public static final RsyncOption<Void> DAEMON = OptionTable.flag("daemon");
    /** Turns rsync into a daemon: refused here. */
    public static final RsyncOption<String> DPARAM = OptionTable.text("dparam");
    /** Turns rsync into a daemon: refused here. */
    public static final RsyncOption<Void> DETACH = OptionTable.flag("detach");

    private final OptionTable.Row row;
    private final OptionKind<T> kind;

    RsyncOption(OptionTable.Row row, OptionKind<T> kind) {
        this.row = row;
        this.kind = kind;
    }

    /**
     * All options.
     *
     * @return the constants of this class
     */
    public static List<RsyncOption<?>> all() {
        return OptionTable.all();
    }

    /**
     * The option with a spelling.
     *
     * @param spelling as typed, for example {@code --perms}, {@code --no-p} or {@code -p}
     * @return the option; empty if rsync 3.5.0 has none
     */
    public static Optional<RsyncOption<?>> named(String spelling) {
        return OptionTable.named(spelling);
    }

    /**
     * Its spellings.
     *
     * @return the long ones, the usual one first, without those of its opposite
     */
    public List<String> spellings() {
        return row.spellings();
    }

    /**
     * The spellings of its opposite.
     *
     * @return for example {@code --no-perms} and {@code --no-p}; empty if it has none
     */
    public List<String> opposites() {
        return row.opposites();
    }

    OptionTable.Row row() {
        return row;
    }

    OptionKind<T> kind() {
        return kind;
    }

    @Override
    public String toString() {
        return row.first();
    }
}
