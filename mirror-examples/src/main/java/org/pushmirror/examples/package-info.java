/** Short single-file examples, one for each module of the library. The tests run them. */
@NullMarked
package org.pushmirror.examples;

import org.jspecify.annotations.NullMarked;
