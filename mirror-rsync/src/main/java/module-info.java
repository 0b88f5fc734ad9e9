/**
 * Drives the rsync program: client runs, daemons, the two-stage sync of a downstream mirror, and probes of mirrors.
 */
module org.pushmirror.rsync {
    requires transitive org.pushmirror.core;
    requires transitive java.net.http;
    requires org.apache.commons.exec;
    requires org.slf4j;
    requires static org.jspecify;

    exports org.pushmirror.rsync;
    exports org.pushmirror.rsync.daemon;
    exports org.pushmirror.rsync.probe;
    exports org.pushmirror.rsync.sync;
    exports org.pushmirror.rsync.sync.program;
}
