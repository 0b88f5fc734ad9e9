package org.pushmirror.examples.mirrorctl;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of the build, from the manifest of its jar. */
final class Version implements IVersionProvider {

    Version() {}

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {"pushmirror " + version};
    }
}
