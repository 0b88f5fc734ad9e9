/** {@code mirrorctl push}: triggers mirrors, and says what became of each. */
@org.jspecify.annotations.NullMarked
package org.pushmirror.examples.push;
