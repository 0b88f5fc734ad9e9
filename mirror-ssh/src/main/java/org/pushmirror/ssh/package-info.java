/**
 * One trigger over ssh: the key that logs in, the host keys that are believed, and a session that words are sent on.
 */
@NullMarked
package org.pushmirror.ssh;

import org.jspecify.annotations.NullMarked;
