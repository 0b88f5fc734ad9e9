/**
 * What messages are made of.
 */
@NullMarked
package org.pushmirror.ssh.message;

import org.jspecify.annotations.NullMarked;
