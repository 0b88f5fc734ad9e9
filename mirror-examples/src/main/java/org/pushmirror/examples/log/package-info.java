/** Log files as the programs of the ftpsync suite keep them. */
@NullMarked
package org.pushmirror.examples.log;

import org.jspecify.annotations.NullMarked;
