/**
 * The picture of a push: one page, drawn from its report alone.
 */
@NullMarked
package org.pushmirror.core.timeline;

import org.jspecify.annotations.NullMarked;
