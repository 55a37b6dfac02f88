package io.kairoute.router.explain;

import io.kairoute.router.decision.Offer;
import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.Names;
import io.kairoute.router.snapshot.OverflowTable;
import java.util.StringJoiner;

/** Spells the fields of a treatment as answers and tables do. Immutable. */
final class TreatmentText {
    private static final Offer[] OFFERS = Offer.values();
    private static final TreatmentField[] FIELDS = TreatmentField.values();

    private final Names names;
    private final OverflowTable overflow;

    TreatmentText(final CompiledTable table) {
        names = table.names();
        overflow = table.overflow();
    }

    /** The name of a field in an answer. */
    static String field(final int field) {
        return FIELDS[field].answerKey();
    }

    /** The keys of fields in a table, of which each has a bit. */
    static String keys(final int bits) {
        final StringJoiner keys = new StringJoiner(", ");
        for (int left = bits; left != 0; left &= left - 1) {
            keys.add(FIELDS[Integer.numberOfTrailingZeros(left)].key());
        }
        return keys.length() == 0 ? "nothing" : keys.toString();
    }

    /** A value; empty for nothing. */
    String value(final int field, final long value) {
        return switch (field) {
            case TreatmentFields.QUEUE -> names.queues().get((int) value);
            case TreatmentFields.SCRIPT -> names.scripts().get((int) value);
            case TreatmentFields.MESSAGE -> names.messages().get((int) value);
            case TreatmentFields.OFFER -> OFFERS[(int) value].key();
            case TreatmentFields.LADDER -> names.ladders().get((int) value);
            case TreatmentFields.SELECTORS -> names.selectors().get((int) value);
            case TreatmentFields.OVERFLOW -> value == TreatmentFields.ABSENT ? "" : list((int) value);
            case TreatmentFields.IN_FLIGHT -> value == TreatmentFields.PIN ? "pin" : "follow";
            default -> Long.toString(value);
        };
    }

    private String list(final int list) {
        final StringJoiner rules = new StringJoiner("; ");
        for (int rule = overflow.first()[list]; rule < overflow.first()[list + 1]; rule++) {
            rules.add(condition(rule) + " to " + names.queues().get(overflow.to()[rule]));
        }
        return rules.length() == 0 ? "none" : rules.toString();
    }

    /** The conditions of an overflow rule. */
    String condition(final int rule) {
        final StringJoiner conditions = new StringJoiner(", ");
        if (overflow.closed()[rule] != OverflowTable.NOT_ASKED) {
            conditions.add("closed: " + (overflow.closed()[rule] == 1));
        }
        if (overflow.waitOverMs()[rule] != OverflowTable.NOT_ASKED) {
            conditions.add("wait_over: " + overflow.waitOverMs()[rule] + " ms");
        }
        if (overflow.depthOver()[rule] != OverflowTable.NOT_ASKED) {
            conditions.add("depth_over: " + overflow.depthOver()[rule]);
        }
        if (overflow.noAgents()[rule] != OverflowTable.NOT_ASKED) {
            conditions.add("no_agents: " + (overflow.noAgents()[rule] == 1));
        }
        return conditions.toString();
    }
}
