package io.kairoute.bench.rivals;

/** One way to decide; loaded with one table, then asked about contacts that meet rows of it. */
interface RivalEngine extends AutoCloseable {

    /** What a decision table says about one contact. */
    record Answer(String queue, int priority) {}

    /** Prepares a contact for each of these rows, in this order; {@link #decide} takes them one after the other, over and over. */
    void meet(int[] rows);

    /** Decides about the next contact; the result keeps the work from being thrown away. */
    Object decide();

    /** What the last {@link #decide} said. */
    Answer answer();

    @Override
    void close();
}
