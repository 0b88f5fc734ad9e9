/**
 * The programs that a sync may run beside rsync: hooks, runmirrors for the next tier, ssh for a callback, sendmail.
 */
@NullMarked
package org.pushmirror.rsync.sync.program;

import org.jspecify.annotations.NullMarked;
