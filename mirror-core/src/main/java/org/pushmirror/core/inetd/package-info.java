/**
 * inetd.conf and the service line of the rsync daemon.
 */
@NullMarked
package org.pushmirror.core.inetd;

import org.jspecify.annotations.NullMarked;
