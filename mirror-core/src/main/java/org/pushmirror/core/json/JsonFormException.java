package org.pushmirror.core.json;

import org.jspecify.annotations.Nullable;

/** A text is not the JSON that it should be. The message is one sentence. */
public final class JsonFormException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JsonFormException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
