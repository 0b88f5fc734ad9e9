/**
 * Secrets files of the rsync daemon, and passwords that never show themselves.
 */
@NullMarked
package org.pushmirror.core.secrets;

import org.jspecify.annotations.NullMarked;
