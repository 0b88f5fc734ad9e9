package org.pushmirror.core.shell;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushmirror.core.text.Place;

/** Something in a shell file that only a running shell could tell. Immutable. */
public final class Unresolved {

    private final @Nullable String name;
    private final Place place;
    private final String message;

    Unresolved(@Nullable String name, Place place, String message) {
        this.name = name;
        this.place = place;
        this.message = message;
    }

    /**
     * The setting whose value cannot be told.
     *
     * @return its name; empty for a command, condition or function that sets none by itself
     */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /**
     * Where it stands.
     *
     * @return the place of the assignment or command
     */
    public Place place() {
        return place;
    }

    /**
     * Why it cannot be told.
     *
     * @return one sentence
     */
    public String message() {
        return message;
    }

    @Override
    public String toString() {
        return place + ": " + message;
    }
}
