/**
 * The words that trigger a sync, the names of archives, how a sync ended, and the ports of a sync: hooks, callback, notes.
 */
@NullMarked
package org.pushmirror.core.sync;

import org.jspecify.annotations.NullMarked;
