/**
 * The fan-out: a push to many mirrors, with its stages, retries and receipts.
 */
@NullMarked
package org.pushmirror.ssh.push;

import org.jspecify.annotations.NullMarked;
