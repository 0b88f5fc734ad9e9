/**
 * Looks at a mirror from outside, over rsync.
 */
@NullMarked
package org.pushmirror.rsync.probe;

import org.jspecify.annotations.NullMarked;
