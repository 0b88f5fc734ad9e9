/** Push mirroring on one machine: a hub, its mirrors, two pushes, and the receipts. */
@NullMarked
package org.pushmirror.examples.demo;

import org.jspecify.annotations.NullMarked;
