/** Files that are far larger than any sensible one, read with little memory. */
@NullMarked
package org.pushmirror.core.huge;

import org.jspecify.annotations.NullMarked;
