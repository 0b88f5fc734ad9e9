/** Ending in good order when a signal asks for it. */
@NullMarked
package org.pushmirror.examples.signals;

import org.jspecify.annotations.NullMarked;
