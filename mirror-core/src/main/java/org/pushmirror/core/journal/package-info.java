/**
 * The memory of pushes: a file that is written as a push goes, read back to resume it and to tell the history.
 */
@NullMarked
package org.pushmirror.core.journal;

import org.jspecify.annotations.NullMarked;
