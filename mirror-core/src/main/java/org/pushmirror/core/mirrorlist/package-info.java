/**
 * The list of downstream mirrors of a hub: runmirrors.mirror.
 */
@NullMarked
package org.pushmirror.core.mirrorlist;

import org.jspecify.annotations.NullMarked;
