/**
 * The first lines of rsync's daemon protocol: greeting, message of the day, list of modules. Not exported.
 */
@NullMarked
package org.pushmirror.rsync.wire;

import org.jspecify.annotations.NullMarked;
