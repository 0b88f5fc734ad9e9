/**
 * What tests need to ask the real programs, and to make random cases that can be repeated.
 */
@NullMarked
package org.pushmirror.core.oracle;

import org.jspecify.annotations.NullMarked;
