/** mirrorctl conform: drives a receiver of pushes through the musts of push mirroring, and says which it keeps. */
@NullMarked
package org.pushmirror.examples.conform;

import org.jspecify.annotations.NullMarked;
