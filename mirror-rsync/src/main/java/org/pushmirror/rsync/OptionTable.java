package org.pushmirror.rsync;

import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of rsync 3.5.0 as one table: spellings, letter, what their value is, spellings of the opposite, and the
 * first release that has it (3.1.0 for all that are older).
 */
final class OptionTable {

    /** What stands for "always": the oldest rsync that this library drives. */
    static final String OLDEST = "3.1.0";

    private static final String ROWS = """
            --help                                    | - | flag    | -                                           | 3.1.0
            --version                                 | V | flag    | -                                           | 3.1.0
            --verbose                                 | v | flag    | --no-verbose --no-v                         | 3.1.0
            --info                                    | - | text    | -                                           | 3.1.0
            --debug                                   | - | text    | -                                           | 3.1.0
            --stderr                                  | - | text    | -                                           | 3.2.3
            --msgs2stderr                             | - | flag    | --no-msgs2stderr                            | 3.1.0
            --quiet                                   | q | flag    | -                                           | 3.1.0
            --motd                                    | - | flag    | --no-motd                                   | 3.1.0
            --stats                                   | - | flag    | -                                           | 3.1.0
            --human-readable                          | h | flag    | --no-human-readable --no-h                  | 3.1.0
            --dry-run                                 | n | flag    | -                                           | 3.1.0
            --archive                                 | a | flag    | -                                           | 3.1.0
            --recursive                               | r | flag    | --no-recursive --no-r                       | 3.1.0
            --inc-recursive --i-r                     | - | flag    | --no-inc-recursive --no-i-r                 | 3.1.0
            --dirs                                    | d | flag    | --no-dirs --no-d                            | 3.1.0
            --old-dirs --old-d                        | - | flag    | -                                           | 3.1.0
            --perms                                   | p | flag    | --no-perms --no-p                           | 3.1.0
            --executability                           | E | flag    | -                                           | 3.1.0
            --acls                                    | A | flag    | --no-acls --no-A                            | 3.1.0
            --xattrs                                  | X | flag    | --no-xattrs --no-X                          | 3.1.0
            --times                                   | t | flag    | --no-times --no-t                           | 3.1.0
            --atimes                                  | U | flag    | --no-atimes --no-U                          | 3.2.0
            --open-noatime                            | - | flag    | --no-open-noatime                           | 3.2.0
            --crtimes                                 | N | flag    | --no-crtimes --no-N                         | 3.2.0
            --omit-dir-times                          | O | flag    | --no-omit-dir-times --no-O                  | 3.1.0
            --omit-link-times                         | J | flag    | --no-omit-link-times --no-J                 | 3.1.0
            --modify-window                           | @ | int     | -                                           | 3.1.0
            --super                                   | - | flag    | --no-super                                  | 3.1.0
            --fake-super                              | - | flag    | -                                           | 3.1.0
            --owner                                   | o | flag    | --no-owner --no-o                           | 3.1.0
            --group                                   | g | flag    | --no-group --no-g                           | 3.1.0
            -                                         | D | flag    | --no-D                                      | 3.1.0
            --devices                                 | - | flag    | --no-devices                                | 3.1.0
            --copy-devices                            | - | flag    | -                                           | 3.2.4
            --write-devices                           | - | flag    | --no-write-devices                          | 3.2.0
            --specials                                | - | flag    | --no-specials                               | 3.1.0
            --drop-D                                  | - | flag    | --no-drop-D                                 | 3.5.0
            --confine-root                            | - | path    | -                                           | 3.5.0
            --links                                   | l | flag    | --no-links --no-l                           | 3.1.0
            --copy-links                              | L | flag    | -                                           | 3.1.0
            --copy-unsafe-links                       | - | flag    | -                                           | 3.1.0
            --safe-links                              | - | flag    | -                                           | 3.1.0
            --insecure-links                          | - | flag    | --no-insecure-links                         | 3.5.0
            --munge-links                             | - | flag    | --no-munge-links                            | 3.1.0
            --copy-dirlinks                           | k | flag    | -                                           | 3.1.0
            --keep-dirlinks                           | K | flag    | -                                           | 3.1.0
            --hard-links                              | H | flag    | --no-hard-links --no-H                      | 3.1.0
            --relative                                | R | flag    | --no-relative --no-R                        | 3.1.0
            --implied-dirs --i-d                      | - | flag    | --no-implied-dirs --no-i-d                  | 3.1.0
            --chmod                                   | - | text    | -                                           | 3.1.0
            --ignore-times                            | I | flag    | -                                           | 3.1.0
            --size-only                               | - | flag    | -                                           | 3.1.0
            --one-file-system                         | x | flag    | --no-one-file-system --no-x                 | 3.1.0
            --update                                  | u | flag    | -                                           | 3.1.0
            --existing --ignore-non-existing          | - | flag    | -                                           | 3.1.0
            --ignore-existing                         | - | flag    | -                                           | 3.1.0
            --max-size                                | - | text    | -                                           | 3.1.0
            --min-size                                | - | text    | -                                           | 3.1.0
            --max-alloc                               | - | text    | -                                           | 3.2.2
            --sparse                                  | S | flag    | --no-sparse --no-S                          | 3.1.0
            --preallocate                             | - | flag    | -                                           | 3.1.0
            --inplace                                 | - | flag    | --no-inplace                                | 3.1.0
            --append                                  | - | flag    | --no-append                                 | 3.1.0
            --append-verify                           | - | flag    | -                                           | 3.1.0
            --delete                                  | - | flag    | -                                           | 3.1.0
            --delete-before                           | - | flag    | -                                           | 3.1.0
            --delete-during --del                     | - | flag    | -                                           | 3.1.0
            --delete-delay                            | - | flag    | -                                           | 3.1.0
            --delete-after                            | - | flag    | -                                           | 3.1.0
            --delete-excluded                         | - | flag    | -                                           | 3.1.0
            --delete-missing-args                     | - | flag    | -                                           | 3.1.0
            --ignore-missing-args                     | - | flag    | -                                           | 3.1.0
            --remove-source-files --remove-sent-files | - | flag    | -                                           | 3.1.0
            --force                                   | - | flag    | --no-force                                  | 3.1.0
            --ignore-errors                           | - | flag    | --no-ignore-errors                          | 3.1.0
            --max-delete                              | - | int     | -                                           | 3.1.0
            -                                         | F | flag    | -                                           | 3.1.0
            --filter                                  | f | text    | -                                           | 3.1.0
            --exclude                                 | - | text    | -                                           | 3.1.0
            --include                                 | - | text    | -                                           | 3.1.0
            --exclude-from                            | - | path    | -                                           | 3.1.0
            --include-from                            | - | path    | -                                           | 3.1.0
            --cvs-exclude                             | C | flag    | -                                           | 3.1.0
            --whole-file                              | W | flag    | --no-whole-file --no-W                      | 3.1.0
            --checksum                                | c | flag    | --no-checksum --no-c                        | 3.1.0
            --checksum-choice --cc                    | - | text    | -                                           | 3.1.3
            --block-size                              | B | text    | -                                           | 3.1.0
            --compare-dest                            | - | path    | -                                           | 3.1.0
            --copy-dest                               | - | path    | -                                           | 3.1.0
            --link-dest                               | - | path    | -                                           | 3.1.0
            --fuzzy                                   | y | flag    | --no-fuzzy --no-y                           | 3.1.0
            --compress                                | z | flag    | --no-compress --no-z                        | 3.1.0
            --old-compress                            | - | flag    | -                                           | 3.1.1
            --new-compress                            | - | flag    | -                                           | 3.1.1
            --compress-choice --zc                    | - | text    | -                                           | 3.2.0
            --skip-compress                           | - | text    | -                                           | 3.1.0
            --compress-level --zl                     | - | int     | -                                           | 3.1.0
            --compress-threads --zt                   | - | int     | -                                           | 3.4.2
            -                                         | P | flag    | -                                           | 3.1.0
            --progress                                | - | flag    | --no-progress                               | 3.1.0
            --partial                                 | - | flag    | --no-partial                                | 3.1.0
            --partial-dir                             | - | path    | -                                           | 3.1.0
            --delay-updates                           | - | flag    | --no-delay-updates                          | 3.1.0
            --prune-empty-dirs                        | m | flag    | --no-prune-empty-dirs --no-m                | 3.1.0
            --log-file                                | - | path    | -                                           | 3.1.0
            --log-file-format                         | - | text    | -                                           | 3.1.0
            --out-format --log-format                 | - | text    | -                                           | 3.1.0
            --itemize-changes                         | i | flag    | --no-itemize-changes --no-i                 | 3.1.0
            --bwlimit                                 | - | text    | --no-bwlimit                                | 3.1.0
            --backup                                  | b | flag    | --no-backup                                 | 3.1.0
            --backup-dir                              | - | path    | -                                           | 3.1.0
            --suffix                                  | - | text    | -                                           | 3.1.0
            --list-only                               | - | flag    | -                                           | 3.1.0
            --read-batch                              | - | path    | -                                           | 3.1.0
            --write-batch                             | - | path    | -                                           | 3.1.0
            --only-write-batch                        | - | path    | -                                           | 3.1.0
            --files-from                              | - | text    | -                                           | 3.1.0
            --from0                                   | 0 | flag    | --no-from0                                  | 3.1.0
            --old-args                                | - | flag    | --no-old-args                               | 3.2.4
            --secluded-args --protect-args            | s | flag    | --no-secluded-args --no-protect-args --no-s | 3.1.0
            --trust-sender                            | - | flag    | -                                           | 3.2.5
            --numeric-ids                             | - | flag    | --no-numeric-ids                            | 3.1.0
            --usermap                                 | - | text    | -                                           | 3.1.0
            --groupmap                                | - | text    | -                                           | 3.1.0
            --chown                                   | - | text    | -                                           | 3.1.0
            --timeout                                 | - | seconds | --no-timeout                                | 3.1.0
            --contimeout                              | - | seconds | --no-contimeout                             | 3.1.0
            --fsync                                   | - | flag    | -                                           | 3.2.4
            --stop-after --time-limit                 | - | minutes | -                                           | 3.2.3
            --stop-at                                 | - | time    | -                                           | 3.2.3
            --rsh                                     | e | text    | -                                           | 3.1.0
            --rsync-path                              | - | text    | -                                           | 3.1.0
            --temp-dir                                | T | path    | -                                           | 3.1.0
            --iconv                                   | - | text    | --no-iconv                                  | 3.1.0
            --ipv4                                    | 4 | flag    | -                                           | 3.1.0
            --ipv6                                    | 6 | flag    | -                                           | 3.1.0
            --8-bit-output                            | 8 | flag    | --no-8-bit-output --no-8                    | 3.1.0
            --mkpath                                  | - | flag    | --no-mkpath                                 | 3.2.3
            --qsort                                   | - | flag    | -                                           | 3.1.0
            --copy-as                                 | - | text    | -                                           | 3.2.0
            --address                                 | - | text    | -                                           | 3.1.0
            --port                                    | - | int     | -                                           | 3.1.0
            --sockopts                                | - | text    | -                                           | 3.1.0
            --password-file                           | - | path    | -                                           | 3.1.0
            --early-input                             | - | path    | -                                           | 3.2.1
            --blocking-io                             | - | flag    | --no-blocking-io                            | 3.1.0
            --outbuf                                  | - | text    | -                                           | 3.1.0
            --remote-option                           | M | text    | -                                           | 3.1.0
            --protocol                                | - | int     | -                                           | 3.1.0
            --checksum-seed                           | - | int     | -                                           | 3.1.0
            --server                                  | - | flag    | -                                           | 3.1.0
            --sender                                  | - | flag    | -                                           | 3.1.0
            --config                                  | - | path    | -                                           | 3.1.0
            --daemon                                  | - | flag    | -                                           | 3.1.0
            --dparam                                  | - | text    | -                                           | 3.1.0
            --detach                                  | - | flag    | --no-detach                                 | 3.1.0
            """;

    /** One row, by which an option is found under each of its spellings. */
    record Row(List<String> spellings, String letter, String kind, List<String> opposites, String since) {

        String first() {
            return spellings.isEmpty() ? letter : spellings.get(0);
        }

        private static Row parse(String line) {
            String[] cells = line.split("\\s*\\|\\s*");
            String letter = cells[1].equals("-") ? "" : "-" + cells[1];
            return new Row(words(cells[0]), letter, cells[2].strip(), words(cells[3]), cells[4].strip());
        }

        private static List<String> words(String cell) {
            return cell.strip().equals("-") ? List.of() : List.of(cell.strip().split(" "));
        }
    }

    private static final List<Row> TABLE = ROWS.lines().map(Row::parse).toList();

    /** Read when an option is first looked for by name: the constants themselves are made from the table. */
    private static final class Index {

        static final List<RsyncOption<?>> OPTIONS = constants();
        static final Map<String, RsyncOption<?>> BY_SPELLING = bySpelling();

        private static List<RsyncOption<?>> constants() {
            List<RsyncOption<?>> found = new ArrayList<>();
            Arrays.stream(RsyncOption.class.getFields())
                    .filter(field -> Modifier.isStatic(field.getModifiers()))
                    .forEach(field -> {
                        try {
                            found.add((RsyncOption<?>) field.get(null));
                        } catch (IllegalAccessException e) {
                            throw new IllegalStateException(e);
                        }
                    });
            return List.copyOf(found);
        }

        private static Map<String, RsyncOption<?>> bySpelling() {
            Map<String, RsyncOption<?>> found = new HashMap<>();
            for (RsyncOption<?> option : OPTIONS) {
                option.row().spellings().forEach(spelling -> found.put(spelling, option));
                option.row().opposites().forEach(spelling -> found.put(spelling, option));
                if (!option.row().letter().isEmpty()) {
                    found.put(option.row().letter(), option);
                }
            }
            return Map.copyOf(found);
        }
    }

    private OptionTable() {}

    static List<RsyncOption<?>> all() {
        return Index.OPTIONS;
    }

    static Optional<RsyncOption<?>> named(String spelling) {
        @Nullable RsyncOption<?> found = Index.BY_SPELLING.get(spelling);
        return Optional.ofNullable(found);
    }

    static RsyncOption<Void> flag(String name) {
        return option(name, OptionKind.FLAG);
    }

    static RsyncOption<String> text(String name) {
        return option(name, OptionKind.TEXT);
    }

    static RsyncOption<Integer> number(String name) {
        return option(name, OptionKind.NUMBER);
    }

    static RsyncOption<Path> path(String name) {
        return option(name, OptionKind.PATH);
    }

    static RsyncOption<Duration> seconds(String name) {
        return option(name, OptionKind.SECONDS);
    }

    static RsyncOption<Duration> minutes(String name) {
        return option(name, OptionKind.MINUTES);
    }

    static RsyncOption<LocalDateTime> time(String name) {
        return option(name, OptionKind.TIME);
    }

    private static <T> RsyncOption<T> option(String name, OptionKind<T> kind) {
        String first = name.length() == 1 ? "-" + name : "--" + name;
        Row row = TABLE.stream()
                .filter(candidate -> candidate.first().equals(first))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The table of options has no " + first + "."));
        if (!row.kind().equals(kind.word())) {
            throw new IllegalStateException("The table of options says that " + first + " is a " + row.kind() + ".");
        }
        return new RsyncOption<>(row, kind);
    }
}
