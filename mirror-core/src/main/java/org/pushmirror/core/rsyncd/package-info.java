/**
 * rsyncd.conf: the file as it is written, and what rsync makes of it.
 */
@NullMarked
package org.pushmirror.core.rsyncd;

import org.jspecify.annotations.NullMarked;
