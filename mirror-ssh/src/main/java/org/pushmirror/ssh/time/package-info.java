/**
 * Deadlines, for waits of every kind.
 */
@NullMarked
package org.pushmirror.ssh.time;

import org.jspecify.annotations.NullMarked;
