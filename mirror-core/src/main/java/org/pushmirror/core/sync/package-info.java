/**
 * The words that trigger a sync, and the names of archives.
 */
@NullMarked
package org.pushmirror.core.sync;

import org.jspecify.annotations.NullMarked;
