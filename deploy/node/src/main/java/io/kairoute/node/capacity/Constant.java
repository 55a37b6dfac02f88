package io.kairoute.node.capacity;

import java.util.Locale;

/** What the formula takes from measurement: {@code kairoute bench capacity} measures each, and {@link Constants} holds the values. */
public enum Constant {
    /** Calls. */
    CALLS_PER_CORE("calls a second that one core answers at the most: unary gRPC in clear text, each decision logged"),
    /** Heap that is always in use. */
    HEAP_BASE_BYTES("heap in use by a node with a small table and no customers"),
    /** Heap of customers. */
    HEAP_BYTES_PER_KEY("heap that the read index takes for a key of a customer"),
    /** Heap of tenants. */
    HEAP_BYTES_PER_TENANT("heap of a tenant with a table of one queue, and its revisions that are kept"),
    /** Heap of rules. */
    HEAP_BYTES_PER_RULE("heap of a rule in one compiled table"),
    /** Memory that is no heap. */
    BESIDE_BASE_BYTES("memory beside the heap: code, classes, threads, buffers"),
    /** The same, of a loop. */
    BESIDE_BYTES_PER_LOOP("memory beside the heap for each event loop"),
    /** File of customers. */
    FILE_BYTES_PER_KEY("bytes of a segment set's file for a key of a customer"),
    /** Decision log. */
    LOG_BYTES_PER_DECISION("bytes of the decision log for a decision"),
    /** Start. */
    START_BASE_MS("milliseconds until a node without customers is ready, with the archive of classes"),
    /** Start with customers. */
    START_MS_PER_MILLION_KEYS("milliseconds more until a million keys more are served, of a directory that was closed");

    private final String meaning;

    Constant(final String meaning) {
        this.meaning = meaning;
    }

    /** Its name in the file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is. */
    public String meaning() {
        return meaning;
    }
}
