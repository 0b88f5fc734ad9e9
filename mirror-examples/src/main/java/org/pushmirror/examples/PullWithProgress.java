package org.pushmirror.examples;

import java.nio.file.Path;
import org.pushmirror.core.secrets.Password;
import org.pushmirror.rsync.Delete;
import org.pushmirror.rsync.Rsync;
import org.pushmirror.rsync.RsyncOptions;
import org.pushmirror.rsync.RsyncResult;
import org.pushmirror.rsync.RsyncSource;

/** mirror-rsync: pull a module with a password and a progress line. The password never reaches the argument list. */
public final class PullWithProgress {

    private PullWithProgress() {}

    /**
     * Pulls a module into a folder, deleting there what is gone upstream.
     *
     * @param source the module, with user and password if it needs them
     * @param target the folder
     * @return what rsync did
     * @throws InterruptedException if the thread is interrupted; rsync is ended first
     */
    public static RsyncResult pull(RsyncSource source, Path target) throws InterruptedException {
        return Rsync.find()
                .pull(source)
                .into(target)
                .options(RsyncOptions.archive().delete(Delete.DELAY))
                .onProgress(progress -> System.out.print("\r" + progress))
                .run();
    }

    /**
     * Pulls a module.
     *
     * @param arguments host, module, user and target; the password is read from the terminal
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        Password password = Password.of(System.console().readPassword("Password: "));
        RsyncSource source = RsyncSource.daemon(arguments[0], arguments[1])
                .user(arguments[2])
                .password(password);
        RsyncResult result = pull(source, Path.of(arguments[3]));
        System.out.println("\n" + result.message());
        System.exit(result.succeeded() ? 0 : 1);
    }
}
