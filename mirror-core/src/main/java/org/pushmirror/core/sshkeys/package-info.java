/**
 * Public keys of OpenSSH and the files that hold them: authorized_keys and known_hosts.
 */
@NullMarked
package org.pushmirror.core.sshkeys;

import org.jspecify.annotations.NullMarked;
