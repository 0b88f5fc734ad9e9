/**
 * What the files and words of push mirroring mean: lossless, typed documents and plain records. No process, no
 * network, no thread.
 */
module org.pushmirror.core {
    requires static transitive org.jspecify;
    requires tools.jackson.databind;

    exports org.pushmirror.core.archive;
    exports org.pushmirror.core.inetd;
    exports org.pushmirror.core.installation;
    exports org.pushmirror.core.journal;
    exports org.pushmirror.core.json;
    exports org.pushmirror.core.mirrorlist;
    exports org.pushmirror.core.push;
    exports org.pushmirror.core.rsyncd;
    exports org.pushmirror.core.secrets;
    exports org.pushmirror.core.shell;
    exports org.pushmirror.core.sshconfig;
    exports org.pushmirror.core.sshkeys;
    exports org.pushmirror.core.sync;
    exports org.pushmirror.core.text;
    exports org.pushmirror.core.timeline;
    exports org.pushmirror.core.trace;
}
