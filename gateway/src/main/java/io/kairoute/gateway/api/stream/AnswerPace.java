package io.kairoute.gateway.api.stream;

/**
 * How long a call of many answers waits for what. Immutable.
 *
 * @param unreadMs how long a caller may take none of what is written for it, before its call ends
 * @param heartbeatMs how often a quiet call is kept alive, where its form has a word for it
 */
public record AnswerPace(long unreadMs, long heartbeatMs) {
    /** For answers that wait for their reader and hold something while they wait. */
    public static final AnswerPace FINITE = new AnswerPace(30_000, 15_000);

    /** For a watch, which holds nothing but its own place: a sleeping laptop is no reason to end it. */
    public static final AnswerPace WATCH = new AnswerPace(300_000, 15_000);
}
