package io.kairoute.bench.load;

/** Hears what became of the contacts sent. Called on the generator's event loop. */
interface AnswerSink {
    /** A decision came for a contact that should have been sent at this instant. */
    void answered(long intendedNs);

    /** No decision will come. */
    void failed(String reason);
}
