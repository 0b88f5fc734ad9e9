package org.pushmirror.examples.mirrorctl;

import java.nio.file.Path;
import java.util.List;
import org.pushmirror.examples.format.EditableFormat;
import org.pushmirror.examples.format.FormatOptions;
import org.pushmirror.examples.format.FormatOptions.Secrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorctl set} and {@code mirrorctl unset}: one setting of a live file, in place. */
@Command(mixinStandardHelpOptions = true)
abstract sealed class EditCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private FormatArguments arguments;

    @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
    private String file;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "WORD",
            description =
                    "The setting: module (- for the part before the first) and parameter, or a name; and its value.")
    private List<String> words;

    @Override
    public void run() {
        if (!(arguments.format(file) instanceof EditableFormat format)) {
            throw new ParameterException(
                    spec.commandLine(), "a " + arguments.format(file).word() + " has no settings to change.");
        }
        int expected = format.words() + valueWords();
        if (words.size() != expected) {
            throw new ParameterException(
                    spec.commandLine(),
                    spec.name() + " takes " + expected + " words after the name of a " + format.word() + ", not "
                            + words.size() + ".");
        }
        edit(format, Path.of(file), words, arguments.options(Secrets.HIDDEN));
    }

    /** How many of the words are the value. */
    abstract int valueWords();

    abstract void edit(EditableFormat format, Path path, List<String> all, FormatOptions options);

    /** {@code mirrorctl set}. */
    @Command(
            name = "set",
            description = "Sets one parameter of an rsyncd.conf, or one name of a ftpsync.conf, in place.")
    static final class Set extends EditCommand {

        Set() {}

        @Override
        int valueWords() {
            return 1;
        }

        @Override
        void edit(EditableFormat format, Path path, List<String> all, FormatOptions options) {
            format.set(path, all.subList(0, format.words()), all.get(format.words()), options);
        }
    }

    /** {@code mirrorctl unset}. */
    @Command(
            name = "unset",
            description = "Removes one parameter of an rsyncd.conf, or one name of a ftpsync.conf, in place.")
    static final class Unset extends EditCommand {

        Unset() {}

        @Override
        int valueWords() {
            return 0;
        }

        @Override
        void edit(EditableFormat format, Path path, List<String> all, FormatOptions options) {
            format.unset(path, all, options);
        }
    }
}
