package io.kairoute.insight.statistics;

import java.util.Comparator;
import java.util.List;

/**
 * How long it takes until contacts are relieved, where some are still waiting (Kaplan and Meier), and the mean of it up to the end of a window
 * (restricted mean survival time). Immutable.
 *
 * <p>Two ways not to be relieved must not be mixed up. Whoever is still within the window is <em>open</em>: nothing is known from there on, and
 * the others of the arm stand for the rest. Whoever hung up, or was sent away, will not be relieved by this contact: they count as not relieved
 * until the end of the window. Taken for open, those who hang up soonest would make an arm look the faster.
 *
 * @param mean the mean time until relief, up to the end of the window
 * @param varianceOfMean its variance
 * @param median the time by which half were relieved
 * @param ninetieth the time by which nine of ten were relieved
 * @param relieved the share that was relieved by the end of the window
 */
public record Relief(
        double mean, double varianceOfMean, Answer<Double> median, Answer<Double> ninetieth, double relieved) {

    private static final double ROUNDING = 1e-12;

    /**
     * So many contacts at one time. Immutable.
     *
     * @param time since they arrived
     * @param count how many
     */
    public record At(double time, long count) {}

    /**
     * Contacts of one arm. Immutable.
     *
     * @param relieved when contacts were relieved
     * @param open until when contacts are known to wait
     * @param never how many ended without relief
     */
    public record Contacts(List<At> relieved, List<At> open, long never) {
        /** Makes immutable contacts. */
        public Contacts {
            relieved = sorted(relieved);
            open = sorted(open);
        }

        /** How many contacts there are. */
        public long count() {
            return count(relieved) + count(open) + never;
        }

        private static long count(final List<At> contacts) {
            return contacts.stream().mapToLong(At::count).sum();
        }

        private static List<At> sorted(final List<At> contacts) {
            return contacts.stream()
                    .filter(at -> at.count() > 0)
                    .sorted(Comparator.comparingDouble(At::time))
                    .toList();
        }
    }

    /** The times until relief of the contacts of an arm, up to the end of a window. */
    public static Answer<Relief> of(final Contacts contacts, final double window) {
        if (contacts.count() == 0) {
            return Answer.none(NoAnswer.NO_UNITS);
        }
        final Curve curve = Curve.of(contacts, window);
        if (!curve.isKnown()) {
            return Answer.none(NoAnswer.UNOBSERVED);
        }
        return Answer.of(new Relief(
                curve.area(window),
                curve.varianceOfArea(window),
                curve.reached(0.5 + ROUNDING),
                curve.reached(0.1 + ROUNDING),
                1 - curve.waitingAtEnd()));
    }

    /** Treatment less control; an effect by which the sooner relief is the lesser. */
    public static Answer<Effect> difference(
            final Relief control, final Relief treatment, final long controlContacts, final long treatmentContacts) {
        return Effect.of(
                treatment.mean() - control.mean(),
                control.varianceOfMean() + treatment.varianceOfMean(),
                Double.POSITIVE_INFINITY,
                controlContacts + treatmentContacts);
    }
}
