package io.kairoute.gateway.tally;

import org.jspecify.annotations.Nullable;

/**
 * The words of one tenant's answers, found by their bytes.
 *
 * <p>An open-addressing table, at most a quarter full, by a hash in the manner of FNV-1a that takes eight bytes with each of its steps. A
 * word that is known is found without allocating. Thread-confined: owned by the counting thread.
 */
final class WordTable {
    /** How many words are told apart. */
    static final int MOST = 8_192;

    private static final long SEED = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;
    private static final int SLOTS_PER_WORD = 4;
    private static final int FIRST_SLOTS = 1_024;

    private @Nullable Word[] slots = new Word[FIRST_SLOTS];
    private int count;

    /**
     * A word; null where it is new and there is no room for it.
     *
     * @param from readable {@link Word#SLACK_BYTES} behind the word
     */
    @Nullable
    Word of(final byte[] from, final int offset, final int length) {
        final long first = Word.first(from, offset, length);
        final long second = Word.second(from, offset, length);
        // Side by side: a step that waits for the one before would wait for its multiplication.
        long hash = step(length, first) + step(SEED, second);
        for (int at = Word.SLACK_BYTES; at < length; at += Long.BYTES) {
            hash = step(hash, Word.first(from, offset + at, length - at));
        }
        int slot = (int) hash & (slots.length - 1);
        for (Word word = slots[slot]; word != null; word = slots[slot]) {
            if (word.is(first, second, from, offset, length)) {
                return word;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return count == MOST ? null : add(new Word(from, offset, length, hash, ++count));
    }

    private Word add(final Word word) {
        if (SLOTS_PER_WORD * count > slots.length) {
            final @Nullable Word[] before = slots;
            slots = new Word[2 * before.length];
            for (final Word old : before) {
                if (old != null) {
                    put(old);
                }
            }
        }
        put(word);
        return word;
    }

    private void put(final Word word) {
        int slot = (int) word.hash() & (slots.length - 1);
        while (slots[slot] != null) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = word;
    }

    // The prime moves bits up only; what it moved up must come down again to tell slots apart.
    private static long step(final long hash, final long bytes) {
        final long mixed = (hash ^ bytes) * PRIME;
        return mixed ^ mixed >>> Integer.SIZE;
    }
}
