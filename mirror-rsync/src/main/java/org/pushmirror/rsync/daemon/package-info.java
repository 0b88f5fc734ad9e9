/**
 * An rsync daemon as a child process: start, true readiness, stop.
 */
@NullMarked
package org.pushmirror.rsync.daemon;

import org.jspecify.annotations.NullMarked;
