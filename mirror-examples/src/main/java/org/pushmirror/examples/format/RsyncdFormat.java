package org.pushmirror.examples.format;

import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.pushmirror.core.json.RsyncdJson;
import org.pushmirror.core.rsyncd.RsyncVersion;
import org.pushmirror.core.rsyncd.RsyncdConf;
import org.pushmirror.core.rsyncd.RsyncdParameter;
import org.pushmirror.core.rsyncd.RsyncdSurroundings;
import org.pushmirror.core.rsyncd.RsyncdTree;
import org.pushmirror.core.text.Diagnostic;

/** rsyncd.conf, with the files that it includes. */
final class RsyncdFormat implements EditableFormat {

    /** The word for the part before the first module. */
    private static final String OUTSIDE = "-";

    RsyncdFormat() {}

    @Override
    public String word() {
        return "rsyncd.conf";
    }

    @Override
    public boolean matches(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.equals("rsyncd.conf") || name.endsWith(".rsyncd.conf");
    }

    @Override
    public Stream<String> show(String file, byte[] bytes, FormatOptions options) {
        return RsyncdJson.pieces(file, RsyncdTree.of(Path.of(file), bytes, surroundings(options)));
    }

    @Override
    public byte[] roundtrip(String file, byte[] bytes) {
        return RsyncdConf.parse(file, bytes).bytes();
    }

    @Override
    public List<Diagnostic> check(String file, byte[] bytes, FormatOptions options) {
        RsyncVersion version = options.rsync().map(RsyncVersion::parse).orElse(RsyncVersion.NEWEST);
        return RsyncdTree.of(Path.of(file), bytes, surroundings(options)).check(version);
    }

    @Override
    public int words() {
        return 2;
    }

    @Override
    public void set(Path file, List<String> setting, String value, FormatOptions options) {
        RsyncdTree tree = RsyncdTree.read(file, surroundings(options));
        RsyncdParameter<?> parameter = parameter(setting);
        requireHere(tree, file, setting, parameter);
        set(tree, setting.get(0), parameter, value).write();
    }

    private static <T> RsyncdTree set(RsyncdTree tree, String module, RsyncdParameter<T> parameter, String value) {
        T typed = parameter.parse(value);
        return module.equals(OUTSIDE) ? tree.with(parameter, typed) : tree.with(module, parameter, typed);
    }

    @Override
    public void unset(Path file, List<String> setting, FormatOptions options) {
        RsyncdTree tree = RsyncdTree.read(file, surroundings(options));
        RsyncdParameter<?> parameter = parameter(setting);
        requireHere(tree, file, setting, parameter);
        String module = setting.get(0);
        RsyncdTree changed = module.equals(OUTSIDE) ? tree.without(parameter) : tree.without(module, parameter);
        if (changed.changedFiles().isEmpty()) {
            throw new IllegalArgumentException(file + " does not set \"" + parameter + "\" there.");
        }
        changed.write();
    }

    private static RsyncdParameter<?> parameter(List<String> setting) {
        return RsyncdParameter.named(setting.get(1))
                .orElseThrow(() -> new IllegalArgumentException("rsync knows no parameter \"" + setting.get(1) + "\""
                        + RsyncdParameter.nearest(setting.get(1))
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse(".")));
    }

    /** A value of an included file is not changed behind the back of whoever named another file. */
    private static void requireHere(RsyncdTree tree, Path file, List<String> setting, RsyncdParameter<?> parameter) {
        try {
            Path target =
                    setting.get(0).equals(OUTSIDE) ? tree.fileOf(parameter) : tree.fileOf(setting.get(0), parameter);
            if (!target.equals(file)) {
                throw new IllegalArgumentException("\"" + parameter + "\" is set in " + target + ", which " + file
                        + " includes; change it there.");
            }
        } catch (NoSuchElementException missing) {
            throw new IllegalArgumentException(missing.getMessage(), missing);
        }
    }

    private static RsyncdSurroundings surroundings(FormatOptions options) {
        return new RsyncdSurroundings(options.cwd(), options.environment());
    }
}
