/**
 * rsync secrets files and the passwords in them.
 */
@NullMarked
package org.pushmirror.core.secrets;

import org.jspecify.annotations.NullMarked;
