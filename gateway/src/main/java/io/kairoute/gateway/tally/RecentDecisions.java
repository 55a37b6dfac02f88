package io.kairoute.gateway.tally;

import io.kairoute.router.codec.ResponseFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last decisions of one tenant, in a ring that holds words and numbers only: no key of a customer and no hash of one.
 *
 * <p>Taking one down allocates nothing; once a second the new ones become objects. Thread-confined: owned by the counting thread.
 */
final class RecentDecisions {
    /** How many are kept. */
    static final int MOST = 200;

    private static final int ID_BYTES = 64;

    private final Slot[] slots = new Slot[MOST];
    private final Deque<RecentDecision> told = new ArrayDeque<>();
    private long count;
    private long toldCount;

    private static final class Slot {
        private final byte[] id = new byte[ID_BYTES];
        private int idLength;
        private long atMs;
        private Word occasion = Word.NONE;
        private Word band = Word.NONE;
        private Word tier = Word.NONE;
        private Word queue = Word.NONE;
        private Word cause = Word.NONE;
        private int priority;
    }

    RecentDecisions() {
        for (int i = 0; i < MOST; i++) {
            slots[i] = new Slot();
        }
    }

    /** Takes one down. */
    void take(final AnswerScan answer, final CountedWords words, final long atMs) {
        final Slot slot = slots[(int) (count++ % MOST)];
        slot.idLength = Math.min(ID_BYTES, answer.length(ResponseFields.DECISION_ID));
        System.arraycopy(answer.bytes(), answer.at(ResponseFields.DECISION_ID), slot.id, 0, slot.idLength);
        slot.atMs = atMs;
        slot.occasion = words.occasion();
        slot.band = words.band();
        slot.tier = words.tier();
        slot.queue = words.queue();
        slot.cause = words.cause();
        slot.priority = answer.priority();
    }

    /** Those that are kept, the newest first. */
    List<RecentDecision> newestFirst() {
        for (long number = Math.max(toldCount, count - MOST); number < count; number++) {
            told.addFirst(told(number, slots[(int) (number % MOST)]));
        }
        toldCount = count;
        while (told.size() > MOST) {
            told.removeLast();
        }
        return new ArrayList<>(told);
    }

    private static RecentDecision told(final long number, final Slot slot) {
        return new RecentDecision(
                number,
                slot.atMs,
                new String(slot.id, 0, slot.idLength, StandardCharsets.US_ASCII),
                slot.occasion.text(),
                slot.band.text(),
                slot.tier.text(),
                slot.queue.text(),
                slot.priority,
                slot.cause.text());
    }
}
