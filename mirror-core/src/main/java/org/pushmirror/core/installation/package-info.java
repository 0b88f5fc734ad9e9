/**
 * A whole installation of the ftpsync suite: what is configured where, and how it fits together.
 */
@NullMarked
package org.pushmirror.core.installation;

import org.jspecify.annotations.NullMarked;
