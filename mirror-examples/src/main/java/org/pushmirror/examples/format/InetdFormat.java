package org.pushmirror.examples.format;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pushmirror.core.inetd.InetdConf;
import org.pushmirror.core.json.InetdJson;
import org.pushmirror.core.text.Diagnostic;

/** inetd.conf. */
final class InetdFormat implements Format {

    InetdFormat() {}

    @Override
    public String word() {
        return "inetd.conf";
    }

    @Override
    public boolean matches(Path file) {
        return String.valueOf(file.getFileName()).equals("inetd.conf");
    }

    @Override
    public Stream<String> show(String file, byte[] bytes, FormatOptions options) {
        return InetdJson.pieces(file, InetdConf.parse(file, bytes));
    }

    @Override
    public byte[] roundtrip(String file, byte[] bytes) {
        return InetdConf.parse(file, bytes).bytes();
    }

    @Override
    public List<Diagnostic> check(String file, byte[] bytes, FormatOptions options) {
        return InetdConf.parse(file, bytes).diagnostics();
    }
}
