/**
 * An archive tree on disk: its serial, its marks and its traces.
 */
@NullMarked
package org.pushmirror.core.archive;

import org.jspecify.annotations.NullMarked;
