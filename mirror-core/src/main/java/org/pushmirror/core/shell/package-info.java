/**
 * Files of shell assignments, such as ftpsync.conf.
 */
@NullMarked
package org.pushmirror.core.shell;

import org.jspecify.annotations.NullMarked;
