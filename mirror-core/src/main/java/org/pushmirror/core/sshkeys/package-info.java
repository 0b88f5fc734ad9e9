/**
 * OpenSSH public keys, fingerprints, authorized_keys and known_hosts files.
 */
@NullMarked
package org.pushmirror.core.sshkeys;

import org.jspecify.annotations.NullMarked;
