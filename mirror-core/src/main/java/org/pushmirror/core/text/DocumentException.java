package org.pushmirror.core.text;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The content of a file is refused. The message names every reason with its place. */
public final class DocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Not serialized: the message has it all. */
    private final transient @Nullable List<Diagnostic> diagnostics;

    /**
     * A refused document.
     *
     * @param diagnostics why; at least one
     * @throws IllegalArgumentException if there is no diagnostic
     */
    public DocumentException(List<Diagnostic> diagnostics) {
        super(message(diagnostics));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /**
     * Why the document is refused.
     *
     * @return the reasons, in the order of the file; unmodifiable; none if this exception has been serialized
     */
    public List<Diagnostic> diagnostics() {
        return diagnostics == null ? List.of() : diagnostics;
    }

    private static String message(List<Diagnostic> diagnostics) {
        if (diagnostics.isEmpty()) {
            throw new IllegalArgumentException("A refused document needs at least one diagnostic.");
        }
        return diagnostics.stream()
                .map(diagnostic -> diagnostic.place() + ": " + diagnostic.message())
                .collect(Collectors.joining("\n"));
    }
}
