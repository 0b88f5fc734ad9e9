/**
 * ssh_config: what the configuration of an ssh client says about a host.
 */
@NullMarked
package org.pushmirror.core.sshconfig;

import org.jspecify.annotations.NullMarked;
