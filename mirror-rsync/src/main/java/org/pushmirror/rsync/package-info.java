/**
 * The rsync program: find it, build a command, run it, and understand how it ended.
 */
@NullMarked
package org.pushmirror.rsync;

import org.jspecify.annotations.NullMarked;
