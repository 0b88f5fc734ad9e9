/**
 * The rules of all linters together.
 */
@NullMarked
package org.pushmirror.core.lint;

import org.jspecify.annotations.NullMarked;
