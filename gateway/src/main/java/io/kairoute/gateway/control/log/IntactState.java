package io.kairoute.gateway.control.log;

/** What is known of a control log's entries: whether each is what was written. */
public sealed interface IntactState {
    /**
     * Those before the snapshot that the start went on from are being checked; nothing wrong was found yet.
     *
     * @param checked entries checked so far
     * @param entries entries to check
     */
    record Running(long checked, long entries) implements IntactState {}

    /** All entries of before the start are what was written. */
    record Intact() implements IntactState {}

    /**
     * One is not what was written, or the key is another.
     *
     * @param sequence the first such entry's place in the log
     */
    record Damaged(long sequence) implements IntactState {}
}
