package io.kairoute.router.table.logic;

import io.kairoute.router.table.Quote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said about when a rule holds, without a contact at hand. Immutable.
 *
 * @param when the conditions that must all hold, by rising key; those that hold always are left out
 * @param whenTime the minutes in which the rule can hold; null for all
 * @param unless the conditions of which none may hold, by rising key; those that never hold are left out
 * @param unlessTime the minutes in which it cannot; null for none
 * @param neverBecause why it can never hold; null if it can
 */
public record RuleLogic(
        List<Condition> when,
        @Nullable WeekMinutes whenTime,
        List<Condition> unless,
        @Nullable WeekMinutes unlessTime,
        @Nullable String neverBecause) {

    /** The same rule, with what its two halves say about each other. */
    RuleLogic concluded() {
        return neverBecause == null ? new RuleLogic(when, whenTime, unless, unlessTime, contradiction()) : this;
    }

    /** Whether the other rule holds whenever this one does; false where that is not certain. */
    public boolean implies(final RuleLogic other, final Budget budget) {
        budget.spend(1);
        if (other.when.size() > when.size() || (other.whenTime != null && whenTime == null)) {
            return false;
        }
        for (final Condition condition : other.when) {
            final Condition mine = find(when, condition.key());
            if (mine == null || !condition.covers(mine, budget)) {
                return false;
            }
        }
        for (final Condition condition : other.unless) {
            if (!excludes(condition, budget)) {
                return false;
            }
        }
        return impliesTimeOf(other, budget);
    }

    private boolean excludes(final Condition condition, final Budget budget) {
        final Condition sameUnless = find(unless, condition.key());
        if (sameUnless != null && sameUnless.covers(condition, budget)) {
            return true;
        }
        final Condition sameWhen = find(when, condition.key());
        return sameWhen != null && sameWhen.isDisjoint(condition, budget);
    }

    private boolean impliesTimeOf(final RuleLogic other, final Budget budget) {
        if (other.whenTime != null) {
            budget.spend(WeekMinutes.COST);
            if (whenTime == null || !other.whenTime.covers(whenTime)) {
                return false;
            }
        }
        if (other.unlessTime == null) {
            return true;
        }
        budget.spend(2 * WeekMinutes.COST);
        return (unlessTime != null && unlessTime.covers(other.unlessTime))
                || (whenTime != null && whenTime.isDisjoint(other.unlessTime));
    }

    private @Nullable String contradiction() {
        final Budget unlimited = new Budget(Long.MAX_VALUE);
        for (final Condition condition : unless) {
            final Condition asked = find(when, condition.key());
            if (asked != null && condition.covers(asked, unlimited)) {
                return "its unless takes away every value of " + Quote.of(asked.name()) + " that its when asks for";
            }
        }
        return whenTime != null && unlessTime != null && unlessTime.covers(whenTime)
                ? "its unless takes away the whole time that its when asks for"
                : null;
    }

    private static @Nullable Condition find(final List<Condition> conditions, final int key) {
        for (final Condition condition : conditions) {
            if (condition.key() == key) {
                return condition;
            }
        }
        return null;
    }
}
