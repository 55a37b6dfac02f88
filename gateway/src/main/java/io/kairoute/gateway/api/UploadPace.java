package io.kairoute.gateway.api;

/**
 * How long an upload waits for what. Immutable.
 *
 * @param longestMs how long it may last altogether
 * @param silenceMs how long its caller may send nothing while more is expected
 */
record UploadPace(long longestMs, long silenceMs) {
    static final UploadPace USUAL = new UploadPace(2 * 3_600_000, 30_000);
}
