/**
 * One child process: exact arguments, bounded output, a definite end. Not exported.
 */
@NullMarked
package org.pushmirror.rsync.process;

import org.jspecify.annotations.NullMarked;
