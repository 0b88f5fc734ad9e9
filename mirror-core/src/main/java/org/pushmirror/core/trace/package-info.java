/**
 * Trace files: what a mirror says about its last sync.
 */
@NullMarked
package org.pushmirror.core.trace;

import org.jspecify.annotations.NullMarked;
