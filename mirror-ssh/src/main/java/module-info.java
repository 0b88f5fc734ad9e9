/**
 * Triggers downstream mirrors over ssh: keys, connections, and the fan-out of a push with its stages and receipts.
 * JSch stays inside.
 */
module org.pushmirror.ssh {
    requires transitive org.pushmirror.core;
    requires com.jcraft.jsch;
    requires org.slf4j;
    requires static org.jspecify;

    exports org.pushmirror.ssh;
    exports org.pushmirror.ssh.push;
}
