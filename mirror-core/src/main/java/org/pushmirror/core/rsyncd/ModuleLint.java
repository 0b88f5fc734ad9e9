package org.pushmirror.core.rsyncd;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.pushmirror.core.rsyncd.AuthRule.Subject;
import org.pushmirror.core.rsyncd.HostPattern.Kind;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.Findings;

/** What is dangerous about a module as rsync would serve it. */
final class ModuleLint {

    private static final int MAX_LISTING_BYTES = 5100;
    private static final int MAX_WILDCARDS = 100;
    private static final Set<String> WORDS_OF_TCPD = Set.of("all", "except", "local", "known", "unknown", "paranoid");
    private static final Set<String> ROOT = Set.of("root", "0");

    private final EffectiveModule module;
    private final EffectiveConf conf;
    private final RsyncVersion version;
    private final Findings findings;

    ModuleLint(EffectiveModule module, EffectiveConf conf, RsyncVersion version, Findings findings) {
        this.module = module;
        this.conf = conf;
        this.version = version;
        this.findings = findings;
    }

    /** Checks it, and its lists if they are no longer than what is left to check; tells how long they were. */
    int check(long left) {
        checkService();
        checkRisks();
        int length = Stream.of(RsyncdParameter.AUTH_USERS, RsyncdParameter.HOSTS_ALLOW, RsyncdParameter.HOSTS_DENY)
                .mapToInt(list -> text(list).length())
                .sum();
        if (length > Math.min(left, ValueLint.MAX_LIST)) {
            add(
                    RsyncdParameter.PATH,
                    RsyncdRule.LISTS_NOT_CHECKED,
                    "has lists of users or hosts that are too long to be checked here; shorten them.");
            return 0;
        }
        checkUsers();
        checkHosts(RsyncdParameter.HOSTS_ALLOW);
        checkHosts(RsyncdParameter.HOSTS_DENY);
        checkWriting();
        checkAdvice();
        return length;
    }

    private void checkService() {
        String path = text(RsyncdParameter.PATH);
        if (path.isEmpty()) {
            add(
                    RsyncdParameter.PATH,
                    RsyncdRule.NO_PATH,
                    "has no path: whoever asks for it gets an error; set \"path\".");
        }
        if (path.contains("%RSYNC_USER_NAME%")
                && text(RsyncdParameter.AUTH_USERS).isEmpty()) {
            add(
                    RsyncdParameter.PATH,
                    RsyncdRule.USER_IN_PATH,
                    "has the name of the user in its path, and lets nobody log in; set \"auth users\".");
        }
        int listing = EscapedUtf8.encode(module.name() + text(RsyncdParameter.COMMENT)).length;
        if (module.listed() && listing > MAX_LISTING_BYTES) {
            add(
                    RsyncdParameter.COMMENT,
                    RsyncdRule.LISTING_TOO_LONG,
                    "makes the whole listing fail for every client, because name and comment have " + listing
                            + " bytes; shorten the comment.");
        }
        if (version.before("3.5.0") && path.contains("/./")) {
            add(
                    RsyncdParameter.PATH,
                    RsyncdRule.CHROOT_INSIDE,
                    "has a path with \"/./\", which rsync " + version
                            + " does not keep symbolic links in; upgrade rsync.");
        }
    }

    private void checkUsers() {
        RsyncdParameter<String> users = RsyncdParameter.AUTH_USERS;
        if (module.find(users).isEmpty()) {
            return;
        }
        String value = text(users);
        if (value.isEmpty()) {
            add(
                    users,
                    RsyncdRule.AUTH_USERS_EMPTY,
                    "has an empty \"auth users\": anyone may log in; name users, or remove the line.");
            return;
        }
        if (value.startsWith(",") && value.strip().matches(".*[^\\s,]\\s+[^\\s,].*")) {
            add(
                    users,
                    RsyncdRule.AUTH_USERS_COMMA,
                    "has \"auth users\" with a comma first, and blanks: rsync 3.5.0 parts it at commas only, releases before at blanks, too; use commas alone.");
        }
        if (text(RsyncdParameter.SECRETS_FILE).isEmpty()) {
            add(users, RsyncdRule.NO_SECRETS_FILE, "has no \"secrets file\", so every login fails; set it.");
        }
        if (!module.get(RsyncdParameter.STRICT_MODES)) {
            add(
                    RsyncdParameter.STRICT_MODES,
                    RsyncdRule.STRICT_MODES_OFF,
                    "takes secrets that anyone on the machine may read or change; remove \"strict modes\" and give the file mode 0600.");
        }
        checkRules(AuthUsers.parse(value), value);
    }

    private void checkRules(AuthUsers users, String value) {
        for (String word : ConfWords.of(value)) {
            int colon = word.indexOf(':');
            if (colon >= 0 && AuthRule.rightOf(word.substring(colon + 1)) == AuthRule.Right.AS_MODULE) {
                add(
                        RsyncdParameter.AUTH_USERS,
                        RsyncdRule.AUTH_OPTION_UNKNOWN,
                        "has the rule " + Findings.quoted(word)
                                + ", whose option rsync takes for none; write \":deny\", \":ro\" or \":rw\".");
            }
        }
        Set<String> seen = new HashSet<>();
        List<AuthRule> wildcards = new ArrayList<>();
        for (AuthRule rule : users.rules()) {
            boolean hidden = !seen.add(rule.subject() + rule.pattern())
                    || wildcards.stream()
                            .anyMatch(before -> before.subject() == rule.subject()
                                    && ShellPattern.covers(before.pattern(), rule.pattern()));
            if (hidden) {
                add(
                        RsyncdParameter.AUTH_USERS,
                        RsyncdRule.AUTH_RULE_SHADOWED,
                        "has the rule " + Findings.quoted(rule.toString())
                                + " behind one that matches the same; move it to the front.");
            } else if (ShellPattern.isWildcard(rule.pattern()) && wildcards.size() < MAX_WILDCARDS) {
                wildcards.add(rule);
            }
        }
    }

    private void checkHosts(RsyncdParameter<String> parameter) {
        boolean deny = parameter == RsyncdParameter.HOSTS_DENY;
        (deny ? module.hosts().deny() : module.hosts().allow()).forEach(pattern -> checkHost(parameter, pattern, deny));
    }

    private void checkHost(RsyncdParameter<String> parameter, HostPattern pattern, boolean deny) {
        String word = Findings.quoted(pattern.word());
        if (pattern.kind() == Kind.NOTHING || isAddressWildcard(pattern)) {
            add(
                    parameter,
                    RsyncdRule.HOSTS_OPEN,
                    "has the word " + word + " in \"" + parameter
                            + "\", which matches no client; write an address or a network such as 192.0.2.0/24.");
        } else if (isNoHostName(pattern)) {
            add(
                    parameter,
                    RsyncdRule.HOSTS_WORD,
                    "has the word " + word + " in \"" + parameter + "\", which cannot be looked up: it "
                            + unresolved(deny)
                            + "; write addresses, or * for everybody.");
        } else if (pattern.kind() == Kind.NAME
                && !conf.find(RsyncdParameter.DAEMON_CHROOT).orElse("").isEmpty()) {
            add(
                    parameter,
                    RsyncdRule.HOSTS_CHROOT_NAME,
                    "uses the host name " + word
                            + " under \"daemon chroot\", where it may not be found; write addresses.");
        } else if (pattern.kind() == Kind.NAME && pattern.word().equals("localhost")) {
            add(
                    parameter,
                    RsyncdRule.HOSTS_LOCALHOST,
                    "has \"localhost\" in \"" + parameter + "\", which need not be ::1, too; add ::1.");
        } else if (pattern.kind() == Kind.NAME && deny) {
            add(
                    parameter,
                    RsyncdRule.HOSTS_DENY_NAME,
                    "denies the host name " + word + ": while it cannot be looked up, rsync "
                            + unresolved(true)
                            + "; write addresses.");
        }
    }

    /** Words of other programs, and what is not spelt like a host. */
    private static boolean isNoHostName(HostPattern pattern) {
        String word = pattern.word();
        return pattern.kind() == Kind.NAME
                && (WORDS_OF_TCPD.contains(word)
                        || !word.matches("[a-z0-9_]([a-z0-9._-]*[a-z0-9_.])?")
                        || word.matches("[0-9.]+-[0-9.]+"));
    }

    /** What a name does that cannot be looked up. */
    private String unresolved(boolean deny) {
        if (!deny) {
            return "admits nobody";
        }
        return version.before("3.5.0") ? "denies nobody before 3.5.0" : "denies everybody";
    }

    /** A wildcard that could only be meant for an address: it is compared with the name. */
    private static boolean isAddressWildcard(HostPattern pattern) {
        return pattern.kind() == Kind.WILDCARD && pattern.word().matches("[0-9]+\\.[0-9.*?]*");
    }

    private void checkWriting() {
        boolean writable = !module.get(RsyncdParameter.READ_ONLY)
                || module.authUsers().stream()
                        .flatMap(users -> users.rules().stream())
                        .anyMatch(rule -> rule.right() == AuthRule.Right.READ_WRITE);
        if (!writable) {
            return;
        }
        if (module.authUsers().isEmpty() && module.hosts().isOpen()) {
            add(
                    RsyncdParameter.READ_ONLY,
                    RsyncdRule.OPEN_UPLOAD,
                    "lets anyone write; set \"auth users\", or limit who connects by \"hosts allow\".");
        }
        boolean unchrooted = module.get(RsyncdParameter.USE_CHROOT) == TriState.NO;
        if (unchrooted && version.before("3.4.3")) {
            add(
                    RsyncdParameter.USE_CHROOT,
                    RsyncdRule.NO_CHROOT,
                    "is writable and in no chroot, which rsync " + version
                            + " does not hold local users in; upgrade rsync, or remove \"use chroot = no\".");
        }
        if (unchrooted && module.get(RsyncdParameter.MUNGE_SYMLINKS) == TriState.NO) {
            add(
                    RsyncdParameter.MUNGE_SYMLINKS,
                    RsyncdRule.MUNGE_OFF,
                    "lets uploads place symbolic links that lead out of it; remove \"munge symlinks\".");
        }
    }

    private void checkRisks() {
        if (ROOT.contains(text(RsyncdParameter.UID))) {
            add(RsyncdParameter.UID, RsyncdRule.ROOT_UID, "runs as root; give it a user of its own.");
        }
        if (module.get(RsyncdParameter.INSECURE_LINKS)) {
            add(
                    RsyncdParameter.INSECURE_LINKS,
                    RsyncdRule.INSECURE_LINKS,
                    "does not check symbolic links; remove \"insecure links\".");
        }
        if (module.get(RsyncdParameter.IGNORE_ERRORS)) {
            add(
                    RsyncdParameter.IGNORE_ERRORS,
                    RsyncdRule.IGNORE_ERRORS,
                    "deletes files although reading the source has failed; remove \"ignore errors\".");
        }
        boolean converter = !text(RsyncdParameter.NAME_CONVERTER).isEmpty();
        if (converter && module.get(RsyncdParameter.FAKE_SUPER) && version.before("3.5.0")) {
            add(
                    RsyncdParameter.NAME_CONVERTER,
                    RsyncdRule.NAME_CONVERTER,
                    "uses \"name converter\" with \"fake super\", which is unsafe in rsync " + version
                            + "; upgrade rsync.");
        }
    }

    private void checkAdvice() {
        boolean closed = module.authUsers().isPresent() || !module.hosts().isOpen();
        if (!module.listed() && !closed) {
            add(
                    RsyncdParameter.LIST,
                    RsyncdRule.UNLISTED,
                    "is not listed, and whoever knows its name gets in; set \"auth users\" or \"hosts allow\" if that is not meant.");
        }
        boolean users = module.authUsers().stream()
                .flatMap(all -> all.rules().stream())
                .anyMatch(rule -> rule.subject() == Subject.USER || rule.subject() == Subject.GROUP);
        if (users
                && !version.before("3.5.0")
                && text(RsyncdParameter.AUTH_DIGEST).isEmpty()) {
            add(
                    RsyncdParameter.AUTH_USERS,
                    RsyncdRule.NO_AUTH_DIGEST,
                    "lets clients log in with md5 or md4; set \"auth digest = sha256\" if all can do that.");
        }
        if (!closed && module.get(RsyncdParameter.MAX_CONNECTIONS) == 0) {
            add(
                    RsyncdParameter.MAX_CONNECTIONS,
                    RsyncdRule.NO_LIMIT,
                    "has no limit of connections; set \"max connections\".");
        }
        String lock = text(RsyncdParameter.LOCK_FILE);
        if (module.get(RsyncdParameter.MAX_CONNECTIONS) > 0 && lock.matches("(/var)?/tmp/.*|/dev/shm/.*")) {
            add(
                    RsyncdParameter.LOCK_FILE,
                    RsyncdRule.LOCK_FILE_SHARED,
                    "counts its connections in a folder that anyone can write to; move \"lock file\" to /run.");
        }
    }

    private String text(RsyncdParameter<String> parameter) {
        return module.find(parameter).orElse("");
    }

    /** Where the value stands, or else where the module begins. */
    private void add(RsyncdParameter<?> parameter, RsyncdRule rule, String what) {
        module.report(parameter, findings, rule.rule(), "The module " + Findings.quoted(module.name()) + " " + what);
    }
}
