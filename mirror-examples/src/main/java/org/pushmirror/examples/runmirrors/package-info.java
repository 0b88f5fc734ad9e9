/**
 * A replacement of Debian's runmirrors, with its files and its words: the upstream side of push mirroring.
 */
@NullMarked
package org.pushmirror.examples.runmirrors;

import org.jspecify.annotations.NullMarked;
