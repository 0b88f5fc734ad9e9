package org.pushmirror.core.text;

import java.util.List;
import java.util.stream.Collectors;

/** The content of a file is refused. The message names every reason with its place. */
public final class DocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The reasons, in the order of the file. */
    private final List<Diagnostic> diagnostics;

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
     * @return the reasons, in the order of the file; unmodifiable
     */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
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
