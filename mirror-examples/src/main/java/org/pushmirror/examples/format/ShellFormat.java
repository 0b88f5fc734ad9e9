package org.pushmirror.examples.format;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pushmirror.core.json.ShellJson;
import org.pushmirror.core.shell.FtpsyncConf;
import org.pushmirror.core.shell.HostContext;
import org.pushmirror.core.shell.RunmirrorsConf;
import org.pushmirror.core.shell.ShellFile;
import org.pushmirror.core.text.Diagnostic;

/** ftpsync.conf and runmirrors.conf, which are shell files. */
final class ShellFormat implements EditableFormat {

    /** Whose configuration it is. */
    enum Program {
        FTPSYNC("ftpsync"),
        RUNMIRRORS("runmirrors");

        private final String word;

        Program(String word) {
            this.word = word;
        }
    }

    private final Program program;

    ShellFormat(Program program) {
        this.program = program;
    }

    @Override
    public String word() {
        return program.word + ".conf";
    }

    @Override
    public boolean matches(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(program.word) && name.endsWith(".conf");
    }

    @Override
    public Stream<String> show(String file, byte[] bytes, FormatOptions options) {
        HostContext host = LocalHost.context(bytes, options.environment());
        ShellFile shell = ShellFile.parse(file, bytes);
        return Stream.of(
                switch (program) {
                    case FTPSYNC -> ShellJson.write(file, FtpsyncConf.of(shell, host));
                    case RUNMIRRORS -> ShellJson.write(file, RunmirrorsConf.of(shell, host));
                });
    }

    @Override
    public byte[] roundtrip(String file, byte[] bytes) {
        return ShellFile.parse(file, bytes).bytes();
    }

    @Override
    public List<Diagnostic> check(String file, byte[] bytes, FormatOptions options) {
        HostContext host = LocalHost.context(bytes, options.environment());
        ShellFile shell = ShellFile.parse(file, bytes);
        return switch (program) {
            case FTPSYNC -> FtpsyncConf.of(shell, host).diagnostics();
            case RUNMIRRORS -> RunmirrorsConf.of(shell, host).diagnostics();
        };
    }

    @Override
    public int words() {
        return 1;
    }

    @Override
    public void set(Path file, List<String> setting, String value, FormatOptions options) {
        ShellFile.read(file).with(setting.get(0), value).write(file);
    }

    @Override
    public void unset(Path file, List<String> setting, FormatOptions options) {
        ShellFile shell = ShellFile.read(file);
        ShellFile shorter = shell.without(setting.get(0));
        if (shorter == shell) {
            throw new IllegalArgumentException(file + " does not set " + setting.get(0) + ".");
        }
        shorter.write(file);
    }
}
