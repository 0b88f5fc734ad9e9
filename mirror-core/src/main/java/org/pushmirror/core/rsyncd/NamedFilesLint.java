package org.pushmirror.core.rsyncd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pushmirror.core.rsyncd.AuthRule.Subject;
import org.pushmirror.core.secrets.SecretsFile;
import org.pushmirror.core.secrets.SecretsPermissions;
import org.pushmirror.core.text.AtomicFile;
import org.pushmirror.core.text.EscapedUtf8;
import org.pushmirror.core.text.FileException;
import org.pushmirror.core.text.Findings;

/** Looks at the files that a configuration names, as a daemon that is not in a chroot would find them. */
final class NamedFilesLint {

    private static final int MAX_MODULES = 10_000;

    private final RsyncdEvaluation evaluation;
    private final EffectiveConf conf;
    private final IncludedFiles includes;
    private final Findings findings;
    private String lastSecrets = "";
    private Optional<Set<String>> lastUsers = Optional.empty();

    NamedFilesLint(RsyncdEvaluation evaluation, EffectiveConf conf, IncludedFiles includes, Findings findings) {
        this.evaluation = evaluation;
        this.conf = conf;
        this.includes = includes;
        this.findings = findings;
    }

    void check() {
        evaluation.sources().stream().skip(1).forEach(this::checkIncluded);
        checkMotd();
        List<EffectiveModule> modules = conf.modules();
        for (EffectiveModule module : modules.subList(0, Math.min(modules.size(), MAX_MODULES))) {
            if (!module.find(RsyncdParameter.AUTH_USERS).orElse("").isEmpty()) {
                checkSecrets(module);
            }
            checkPatternFile(module, RsyncdParameter.EXCLUDE_FROM);
            checkPatternFile(module, RsyncdParameter.INCLUDE_FROM);
        }
    }

    private void checkIncluded(RsyncdSource source) {
        String name = source.text().name();
        String last = name.substring(name.lastIndexOf('/') + 1);
        if (last.startsWith(".")
                || last.startsWith("#")
                || last.matches(".*(~|\\.(bak|orig|old|dpkg-.*|rpm.*))(\\.conf|\\.inc)?")) {
            findings.add(
                    source.text(),
                    0,
                    RsyncdRule.INCLUDED_BACKUP.rule(),
                    "rsync reads this file with the others of its folder, although it looks like a hidden one or a backup; move it away.");
        }
        try {
            Set<PosixFilePermission> modes = Files.getPosixFilePermissions(includes.path(source));
            if (modes.contains(PosixFilePermission.OTHERS_WRITE)) {
                findings.add(
                        source.text(),
                        0,
                        RsyncdRule.UNSAFE_OWNER.rule(),
                        "Anyone on the machine can change this file; take the right to write from others.");
            }
        } catch (IOException | UnsupportedOperationException unknown) {
            // Nothing can be said then.
        }
    }

    private void checkMotd() {
        Optional<String> motd = conf.find(RsyncdParameter.MOTD_FILE).filter(name -> !name.isEmpty());
        Optional<byte[]> bytes = motd.flatMap(this::read);
        if (bytes.isEmpty()) {
            return;
        }
        String text = EscapedUtf8.decode(bytes.get());
        boolean protocol = text.lines().anyMatch(line -> line.startsWith("@ERROR") || line.startsWith("@RSYNCD:"));
        if (protocol || text.indexOf('\t') >= 0) {
            int setting = evaluation.defaults().setting(RsyncdParameter.MOTD_FILE);
            findings.add(
                    evaluation.log().source(setting).text(),
                    evaluation.log().start(setting),
                    RsyncdRule.MOTD_CONTENT.rule(),
                    "The motd has a tab, or a line that begins with @ERROR or @RSYNCD:, which clients take for something else; reword it.");
        }
    }

    private void checkPatternFile(EffectiveModule module, RsyncdParameter<String> parameter) {
        Optional<String> name = module.find(parameter).filter(value -> value.startsWith("/"));
        if (name.isPresent() && !isReadable(name.get())) {
            module.report(
                    parameter,
                    findings,
                    RsyncdRule.FILE_MISSING.rule(),
                    "The file of \"" + parameter
                            + "\" cannot be read, so rsync cuts off everybody who asks for the module "
                            + Findings.quoted(module.name()) + ".");
        }
    }

    private void checkSecrets(EffectiveModule module) {
        RsyncdParameter<String> parameter = RsyncdParameter.SECRETS_FILE;
        Optional<String> name = module.find(parameter).filter(value -> !value.isEmpty() && value.indexOf('%') < 0);
        if (name.isEmpty()) {
            return;
        }
        Optional<Set<String>> users = usersIn(name.get());
        if (users.isEmpty()) {
            report(
                    module,
                    parameter,
                    RsyncdRule.SECRETS_UNREADABLE,
                    "cannot read its secrets file, so every login fails.");
            return;
        }
        if (module.get(RsyncdParameter.STRICT_MODES)) {
            checkPermissions(module, includes.resolve(name.get()));
        }
        if (module.find(RsyncdParameter.AUTH_USERS).orElse("").length() > ValueLint.MAX_LIST) {
            return;
        }
        for (AuthRule rule : module.authUsers().orElseThrow().rules()) {
            boolean plain = !ShellPattern.isWildcard(rule.pattern());
            boolean needed = rule.subject() == Subject.USER && rule.right() != AuthRule.Right.DENY;
            if (plain && needed && !users.get().contains(rule.pattern())) {
                report(
                        module,
                        RsyncdParameter.AUTH_USERS,
                        RsyncdRule.USER_WITHOUT_SECRET,
                        "names the user " + Findings.quoted(rule.pattern())
                                + ", who has no line in the secrets file and cannot log in; add one.");
            }
        }
    }

    /** Most modules name the same file. */
    private Optional<Set<String>> usersIn(String file) {
        if (!file.equals(lastSecrets)) {
            lastSecrets = file;
            lastUsers = read(file)
                    .map(bytes -> Set.copyOf(SecretsFile.parse(file, bytes).users()));
        }
        return lastUsers;
    }

    private void checkPermissions(EffectiveModule module, Path file) {
        SecretsPermissions permissions = SecretsPermissions.of(file);
        if (permissions.openToOthers()) {
            report(
                    module,
                    RsyncdParameter.SECRETS_FILE,
                    RsyncdRule.SECRETS_MODE,
                    "has a secrets file that others can read or write, which rsync refuses; give it mode 0600.");
        }
        if (!permissions.ownedByRoot()) {
            report(
                    module,
                    RsyncdParameter.SECRETS_FILE,
                    RsyncdRule.SECRETS_OWNER,
                    "has a secrets file that does not belong to root, which a daemon of root refuses; give it to root.");
        }
    }

    private boolean isReadable(String name) {
        try {
            return Files.isReadable(includes.resolve(name));
        } catch (InvalidPathException unreadable) {
            return false;
        }
    }

    /** What is no regular file, such as a pipe, would be waited for. */
    private Optional<byte[]> read(String name) {
        try {
            Path file = includes.resolve(name);
            return Files.isRegularFile(file) ? Optional.of(AtomicFile.read(file)) : Optional.empty();
        } catch (FileException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }

    private void report(EffectiveModule module, RsyncdParameter<?> parameter, RsyncdRule rule, String what) {
        module.report(parameter, findings, rule.rule(), "The module " + Findings.quoted(module.name()) + " " + what);
    }
}
