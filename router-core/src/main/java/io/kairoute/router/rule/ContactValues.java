package io.kairoute.router.rule;

import io.kairoute.router.Limits;
import java.util.Arrays;

/**
 * One contact's row of values: for every slot, the position of its value in the table's vocabulary.
 *
 * <p>Thread-confined: owned by its router.
 */
public final class ContactValues {
    private static final int SLOTS = Slot.FIRST_OPEN + 2 * Limits.RULE_LABELS + 2 * Limits.RULE_CALENDARS;
    private static final int[] NONE = new int[SLOTS];

    static {
        Arrays.fill(NONE, Slot.NO_VALUE);
    }

    private final int[] values = new int[SLOTS];
    private final int[] risks = new int[Limits.PROFILE_VALUES];
    private int riskCount;

    /** Forgets the contact before, where no vocabulary is asked about this one. */
    public void reset() {
        reset(SLOTS);
    }

    /** Forgets the contact before, in as many slots as will be asked for. */
    void reset(final int slots) {
        System.arraycopy(NONE, 0, values, 0, slots);
        riskCount = 0;
    }

    /** The value in a slot, or {@link Slot#NO_VALUE}. */
    public int get(final int slot) {
        return values[slot];
    }

    /** Sets the value in a slot. */
    public void set(final int slot, final int value) {
        values[slot] = value;
    }

    /** Adds a risk by its value. */
    public void addRisk(final int value) {
        risks[riskCount++] = value;
    }

    /** How many risks the contact has that some rule names. */
    public int riskCount() {
        return riskCount;
    }

    /** The value of a risk. */
    public int risk(final int index) {
        return risks[index];
    }
}
