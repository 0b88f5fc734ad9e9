/**
 * The JSON forms of reports. The one package that knows Jackson.
 */
@NullMarked
package org.pushmirror.core.json;

import org.jspecify.annotations.NullMarked;
