package io.kairoute.gateway.tally;

/** The words of the answer that is being counted. Thread-confined: owned by the counting thread. */
final class CountedWords {
    private Word occasion = Word.NONE;
    private Word band = Word.NONE;
    private Word tier = Word.NONE;
    private Word queue = Word.NONE;
    private Word cause = Word.NONE;

    void set(final Word newOccasion, final Word newBand, final Word newTier, final Word newQueue, final Word newCause) {
        occasion = newOccasion;
        band = newBand;
        tier = newTier;
        queue = newQueue;
        cause = newCause;
    }

    Word occasion() {
        return occasion;
    }

    Word band() {
        return band;
    }

    Word tier() {
        return tier;
    }

    Word queue() {
        return queue;
    }

    Word cause() {
        return cause;
    }
}
