package io.kairoute.router.rule;

import io.kairoute.router.clock.CalendarTable;
import io.kairoute.router.clock.WeekWindows;
import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RequestLabels;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.signal.Levels;
import io.kairoute.router.signal.NormalizedText;
import io.kairoute.router.signal.Signals;
import org.jspecify.annotations.Nullable;

/**
 * The values that the rules of one table name, by slot: turns what a request says into a row of values, once for both
 * stages.
 *
 * <p>A region or language fits itself and all below it, so its value is the deepest one that some rule names. Immutable.
 */
public final class Vocabulary {
    private final @Nullable ByteKeyIndex[] terms;
    private final @Nullable ByteKeyIndex labelNames;
    private final ByteKeyIndex[] labelValues;
    private final int[] calendars;
    private final @Nullable WeekWindows week;
    private final int slots;

    /**
     * Makes a vocabulary.
     *
     * @param terms by slot, up to {@link Slot#FIRST_OPEN}; null where no rule reads the slot or values are positions
     * @param labelNames the labels that rules read, in slot order
     * @param labelValues the values of each
     * @param calendars the calendars that rules read, in slot order behind the labels
     * @param week the cuts of the week; null when no rule has a window
     */
    public Vocabulary(
            final @Nullable ByteKeyIndex[] terms,
            final ByteKeyIndex labelNames,
            final ByteKeyIndex[] labelValues,
            final int[] calendars,
            final @Nullable WeekWindows week) {
        this.terms = terms.clone();
        this.labelNames = labelNames.count() == 0 ? null : labelNames;
        this.labelValues = labelValues.clone();
        this.calendars = calendars.clone();
        this.week = week;
        slots = Slot.FIRST_OPEN + labelValues.length + calendars.length;
    }

    /** The terms of a slot; null when no rule reads it. */
    public @Nullable ByteKeyIndex terms(final int slot) {
        return terms[slot];
    }

    /** The value of a term in a slot, or {@link Slot#NO_VALUE}; compile time only. */
    public int value(final int slot, final String term) {
        final ByteKeyIndex index = terms[slot];
        return index == null ? Slot.NO_VALUE : index.find(term);
    }

    /** Forgets the contact before, and fills the slots that the request alone decides. */
    public void resolve(final Signals signals, final CalendarTable calendarTable, final ContactValues into) {
        into.reset(slots);
        final RouteRequestFlyweight request = signals.request();
        resolveExact(Slot.INTENT, request, RequestFields.INTENT, into);
        resolveExact(Slot.ENTRY_POINT, request, RequestFields.ENTRY_POINT, into);
        resolveExact(Slot.PRODUCT, request, RequestFields.PRODUCT, into);
        resolveExact(Slot.DEVICE, request, RequestFields.DEVICE, into);
        if (signals.hasAccountKey()) {
            resolveExact(Slot.ACCOUNT, request, RequestFields.ACCOUNT_KEY, into);
        }
        into.set(Slot.CHANNEL, signals.channel());
        into.set(Slot.DIRECTION, signals.direction());
        resolveDeepest(Slot.REGION, signals.region(), into);
        resolveDeepest(Slot.LANGUAGE, signals.language(), into);
        resolveLabels(request, into);
        for (int i = 0; i < calendars.length; i++) {
            final int state = calendarTable.state(calendars[i], signals.nowMs());
            into.set(Slot.FIRST_OPEN + labelValues.length + i, state);
        }
        if (week != null) {
            into.set(Slot.TIME, week.index(signals.nowMs()));
        }
    }

    private void resolveExact(
            final int slot, final RouteRequestFlyweight request, final int field, final ContactValues into) {
        final ByteKeyIndex index = terms[slot];
        final int length = request.length(field);
        if (index != null && length > 0) {
            into.set(slot, index.find(request.bytes(), request.offset(field), length));
        }
    }

    private void resolveDeepest(final int slot, final NormalizedText text, final ContactValues into) {
        into.set(slot, deepest(slot, text.bytes(), text.length()));
    }

    private void resolveLabels(final RouteRequestFlyweight request, final ContactValues into) {
        if (labelNames == null) {
            return;
        }
        final RequestLabels labels = request.labels();
        for (int i = 0; i < labels.count(); i++) {
            final int label = labelNames.find(request.bytes(), labels.nameOffset(i), labels.nameLength(i));
            if (label != ByteKeyIndex.MISSING && labels.valueLength(i) > 0) {
                into.set(
                        Slot.FIRST_OPEN + label,
                        labelValues[label].find(request.bytes(), labels.valueOffset(i), labels.valueLength(i)));
            }
        }
    }

    /** The value of the deepest level of a text, which starts an array, that some rule names, or {@link Slot#NO_VALUE}. */
    public int deepest(final int slot, final byte[] text, final int fullLength) {
        final ByteKeyIndex index = terms[slot];
        if (index == null) {
            return Slot.NO_VALUE;
        }
        for (int length = fullLength; length > 0; length = Levels.parentLength(text, length)) {
            final int value = index.find(text, 0, length);
            if (value != ByteKeyIndex.MISSING) {
                return value;
            }
        }
        return Slot.NO_VALUE;
    }
}
