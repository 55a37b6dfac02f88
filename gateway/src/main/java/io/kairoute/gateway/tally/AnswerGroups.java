package io.kairoute.gateway.tally;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The groups of answers that are counted alike, of all tenants.
 *
 * <p>An open-addressing table, at most a quarter full. An answer of a group that is known is counted without allocating. When there are
 * too many groups it begins anew: what was counted is in their counters, or on the way there. Thread-confined: owned by the counting
 * thread.
 */
final class AnswerGroups {
    /** How many are kept at most, some half a kilobyte each. */
    static final int MOST = 16_384;

    private static final int SLOTS_PER_GROUP = 4;
    private static final int FIRST_SLOTS = 1_024;

    private final AnswerKey key = new AnswerKey();
    private @Nullable AnswerGroup[] slots = new AnswerGroup[FIRST_SLOTS];
    private int count;

    /** The group of an answer of a tenant. */
    AnswerGroup of(final AnswerScan answer, final TenantTally owner, final CountedAt now) {
        if (!answer.key(key)) {
            return owner.group(key.kept(), now);
        }
        int slot = slot(owner, key);
        for (AnswerGroup group = slots[slot]; group != null; group = slots[slot]) {
            if (group.has(owner, key)) {
                return group;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return add(owner, owner.group(key.kept(), now));
    }

    private AnswerGroup add(final TenantTally owner, final AnswerGroup fresh) {
        if (count == MOST) {
            Arrays.fill(slots, null);
            count = 0;
        }
        count++;
        if (SLOTS_PER_GROUP * count > slots.length) {
            grow();
        }
        put(owner, fresh);
        return fresh;
    }

    private void grow() {
        final @Nullable AnswerGroup[] before = slots;
        slots = new AnswerGroup[2 * before.length];
        for (final AnswerGroup old : before) {
            if (old != null) {
                put(old.owner(), old);
            }
        }
    }

    private void put(final TenantTally owner, final AnswerGroup group) {
        int slot = slot(owner, group.key());
        while (slots[slot] != null) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = group;
    }

    private int slot(final TenantTally owner, final AnswerKey of) {
        return (int) (of.hash() + owner.salt()) & (slots.length - 1);
    }
}
