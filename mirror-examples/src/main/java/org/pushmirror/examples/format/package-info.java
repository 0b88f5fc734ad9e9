/** The file formats that mirrorctl reads, each as a thin layer over its document in mirror-core. */
@NullMarked
package org.pushmirror.examples.format;

import org.jspecify.annotations.NullMarked;
