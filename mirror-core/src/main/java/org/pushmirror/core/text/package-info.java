/**
 * Lossless text documents: places, diagnostics, splices, and whole files written atomically.
 */
@NullMarked
package org.pushmirror.core.text;

import org.jspecify.annotations.NullMarked;
