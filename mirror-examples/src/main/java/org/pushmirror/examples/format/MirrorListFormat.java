package org.pushmirror.examples.format;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pushmirror.core.json.MirrorListJson;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.text.Diagnostic;

/** runmirrors.mirror. */
final class MirrorListFormat implements Format {

    MirrorListFormat() {}

    @Override
    public String word() {
        return "runmirrors.mirror";
    }

    @Override
    public boolean matches(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith("runmirrors") && name.endsWith(".mirror");
    }

    @Override
    public Stream<String> show(String file, byte[] bytes, FormatOptions options) {
        return Stream.of(MirrorListJson.write(file, MirrorList.parse(file, bytes)));
    }

    @Override
    public byte[] roundtrip(String file, byte[] bytes) {
        return MirrorList.parse(file, bytes).bytes();
    }

    @Override
    public List<Diagnostic> check(String file, byte[] bytes, FormatOptions options) {
        return MirrorList.parse(file, bytes).diagnostics();
    }
}
