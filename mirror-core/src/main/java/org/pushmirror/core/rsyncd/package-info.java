/**
 * rsyncd.conf: what is written in it, and what rsync makes of it.
 */
@NullMarked
package org.pushmirror.core.rsyncd;

import org.jspecify.annotations.NullMarked;
