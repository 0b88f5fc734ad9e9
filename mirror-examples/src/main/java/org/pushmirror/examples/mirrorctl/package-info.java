/** mirrorctl: the programs of pushmirror under one name. */
@NullMarked
package org.pushmirror.examples.mirrorctl;

import org.jspecify.annotations.NullMarked;
