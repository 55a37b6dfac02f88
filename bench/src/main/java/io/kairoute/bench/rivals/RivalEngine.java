package io.kairoute.bench.rivals;

/** One way to decide; loaded with one table, then asked about contacts that meet one row of it. */
interface RivalEngine extends AutoCloseable {

    /** What a decision table says about one contact. */
    record Answer(String queue, int priority) {}

    /** Prepares contacts that meet one row; {@link #decide} draws from them. */
    void meet(int row);

    /** Decides about the next contact; the result keeps the work from being thrown away. */
    Object decide();

    /** What the last {@link #decide} said. */
    Answer answer();

    @Override
    void close();
}
