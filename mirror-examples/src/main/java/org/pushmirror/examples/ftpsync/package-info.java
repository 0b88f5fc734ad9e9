/** ftpsync: the downstream side of push mirroring as a program, with the configuration files of Debian's. */
@NullMarked
package org.pushmirror.examples.ftpsync;

import org.jspecify.annotations.NullMarked;
