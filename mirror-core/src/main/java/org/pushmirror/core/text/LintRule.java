package org.pushmirror.core.text;

/**
 * A rule that diagnostics name. Immutable.
 *
 * @param id its stable kebab-case name, for example {@code unknown-parameter}
 * @param severity how much what it finds matters
 * @param meaning what it finds, what happens then, and what to write instead; one or two sentences
 */
public record LintRule(String id, Severity severity, String meaning) {}
