/**
 * A push as data: targets, plan, events, receipts and the report, with the ports it needs.
 */
@NullMarked
package org.pushmirror.core.push;

import org.jspecify.annotations.NullMarked;
