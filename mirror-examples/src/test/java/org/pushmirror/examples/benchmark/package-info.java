/** How fast things are, beside what a user would take instead. docs/benchmarks.md says how to run them. */
@NullMarked
package org.pushmirror.examples.benchmark;

import org.jspecify.annotations.NullMarked;
