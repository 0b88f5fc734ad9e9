package org.pushmirror.core.sshkeys;

import org.pushmirror.core.text.Span;

/**
 * An option where it stands in a file. Immutable.
 *
 * @param span its bytes in the file, without the commas around it
 * @param option what it says
 */
public record WrittenOption(Span span, KeyOption option) {}
