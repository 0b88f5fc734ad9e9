package org.pushmirror.core.push;

/**
 * Why a target did not end well. Immutable.
 *
 * @param code a stable kebab-case word, for example {@code connection-refused}
 * @param phase where it happened, a stable kebab-case word: {@code resolve}, {@code connect}, {@code banner},
 *     {@code key-exchange}, {@code authentication}, {@code exec}, {@code output}, {@code barrier}, {@code receipt}
 * @param message one sentence for the operator: what happened and what to do; no secret
 */
public record Reason(String code, String phase, String message) {

    /** The phase of an end that the barrier decided. */
    public static final String PHASE_BARRIER = "barrier";

    /** The phase of an end that a witness, or the lack of one, decided. */
    public static final String PHASE_RECEIPT = "receipt";
}
