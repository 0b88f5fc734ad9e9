/**
 * The two-stage mirror run of a downstream, with Debian's lock, mark and trace files.
 */
@NullMarked
package org.pushmirror.rsync.sync;

import org.jspecify.annotations.NullMarked;
