package io.kairoute.gateway.api;

/**
 * How long an upload waits for what. Immutable.
 *
 * @param longestMs how long it may last altogether
 * @param silenceMs for so long it may wait for its caller, before it is looked how much came
 * @param leastBytes so much must have come in that time, or the caller holds a place for next to nothing
 */
record UploadPace(long longestMs, long silenceMs, int leastBytes) {
    static final UploadPace USUAL = new UploadPace(2 * 3_600_000, 30_000, 16 * 1024);
}
