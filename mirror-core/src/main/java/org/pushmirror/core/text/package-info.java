/**
 * Lossless text documents: bytes with a line index, places, diagnostics, and atomic replacement of files.
 */
@NullMarked
package org.pushmirror.core.text;

import org.jspecify.annotations.NullMarked;
