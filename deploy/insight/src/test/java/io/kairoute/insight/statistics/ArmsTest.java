package io.kairoute.insight.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two arms as a whole. */
final class ArmsTest {
    private static final double DIGITS = 1e-12;

    /** A contact: whose it is, and what it counts. */
    private record Contact(int customer, double value) {}

    @Test
    void shouldHaveTheErrorOfClustersWhereCustomersHaveSeveralContacts() {
        final List<Contact> control = contacts(17, 400, 300);
        final List<Contact> treatment = contacts(23, 350, 320);

        final Comparison comparison = Arms.compare(byCustomer(control), byCustomer(treatment))
                .figures()
                .orElseThrow();

        final double expected = Math.sqrt(clusterRobust(control) + clusterRobust(treatment));
        assertEquals(1, comparison.difference().standardError() / expected, DIGITS);
        assertEquals(mean(treatment) - mean(control), comparison.difference().value(), DIGITS * 100);
        final double naive = Math.sqrt(naive(control) + naive(treatment));
        assertTrue(naive < 0.8 * expected, naive + " is not far below " + expected);
    }

    @Test
    void shouldTakeARatioOfSumsForNoAverageOfRatios() {
        // One customer calls ninety times and is helped each time; nine call once and are not.
        final List<double[]> control = new ArrayList<>(List.of(new double[] {90, 90}));
        final List<double[]> treatment = new ArrayList<>(List.of(new double[] {85, 90}));
        for (int i = 0; i < 9; i++) {
            control.add(new double[] {0, 1});
            treatment.add(new double[] {i < 1 ? 1 : 0, 1});
        }

        final Comparison comparison = Arms.compare(Units.sums(Kind.RATIO, control), Units.sums(Kind.RATIO, treatment))
                .figures()
                .orElseThrow();

        assertEquals(90.0 / 99, comparison.control().value(), DIGITS);
        assertEquals(86.0 / 99, comparison.treatment().value(), DIGITS);
        assertTrue(comparison.difference().value() < 0);
        final double averages = averageOfRatios(treatment) - averageOfRatios(control);
        assertTrue(averages > 0, "the average of ratios says the reverse: " + averages);
    }

    @Test
    void shouldTellALiftPerTheSizeOfTheControl() {
        final UnitSums control = UnitSums.mean(100, new Total(-50, 90));
        final UnitSums treatment = UnitSums.mean(100, new Total(50, 90));

        final Effect lift = Arms.compare(control, treatment)
                .figures()
                .flatMap(found -> found.lift().figures())
                .orElseThrow();

        assertEquals(2, lift.value(), DIGITS);
        final double variance = (90 - 25) / 99.0;
        assertEquals(Math.sqrt(variance / 100 / 0.25 * 2), lift.standardError(), DIGITS);
    }

    @Test
    void shouldTakeOffWhatUnitsDidBeforeAsFarAsItExplainsThem() {
        final SplittableRandom random = new SplittableRandom(7);
        final Units control = Units.of(Kind.MEAN, 2);
        final Units treatment = Units.of(Kind.MEAN, 2);
        for (int i = 0; i < 5000; i++) {
            final double a = 10 + 3 * Units.normal(random);
            control.add(a + Units.normal(random), a);
            final double b = 10 + 3 * Units.normal(random);
            treatment.add(b + Units.normal(random) + 0.1, b);
        }

        final Comparison comparison =
                Arms.compare(control.sums(), treatment.sums()).figures().orElseThrow();

        assertEquals(1, comparison.adjustment().theta(), 0.02);
        assertEquals(0.1, comparison.adjustment().varianceKept(), 0.01);
        assertEquals(0.1, comparison.difference().value(), 0.06);
    }

    @Test
    void shouldAdjustNothingByWhatDidNotVaryBefore() {
        final UnitSums control = UnitSums.mean(100, new Total(50, 90), new Total(0, 0), 0);
        final UnitSums treatment = UnitSums.mean(100, new Total(60, 95), new Total(0, 0), 0);

        final Comparison comparison = Arms.compare(control, treatment).figures().orElseThrow();

        assertEquals(Comparison.Adjustment.NONE, comparison.adjustment());
        assertEquals(
                Arms.compare(control.unadjusted(), treatment.unadjusted()).figures(),
                Arms.compare(control, treatment).figures());
    }

    @Test
    void shouldFindNoVarianceInWhatRoundingLeavesOfARatioThatIsOneForAll() {
        for (int factor = 1; factor <= 50; factor++) {
            final List<double[]> control = new ArrayList<>();
            final List<double[]> treatment = new ArrayList<>();
            for (int per = 1; per <= 7; per++) {
                control.add(new double[] {0.07 * factor * per, per});
                treatment.add(new double[] {0.11 * factor * per, per});
            }

            assertEquals(
                    NoAnswer.ZERO_VARIANCE,
                    Arms.compare(Units.sums(Kind.RATIO, control), Units.sums(Kind.RATIO, treatment))
                            .why()
                            .orElseThrow());
        }
    }

    @Test
    void shouldAddUpPartsToTheWhole() {
        final List<double[]> all = new ArrayList<>();
        final SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 40; i++) {
            all.add(new double[] {random.nextInt(9), 1 + random.nextInt(5), random.nextInt(9), 1 + random.nextInt(5)});
        }

        final UnitSums parts =
                Units.sums(Kind.RATIO, all.subList(0, 13)).plus(Units.sums(Kind.RATIO, all.subList(13, 40)));

        final UnitSums whole = Units.sums(Kind.RATIO, all);
        for (int i = 0; i < 4; i++) {
            assertEquals(whole.sum(i), parts.sum(i));
            for (int j = 0; j < 4; j++) {
                assertEquals(whole.product(i, j), parts.product(i, j));
            }
        }
    }

    private static List<Contact> contacts(final long seed, final int customers, final double usual) {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<Contact> contacts = new ArrayList<>();
        for (int customer = 0; customer < customers; customer++) {
            // Those who call often have longer calls, which is what makes contacts of one customer alike.
            final int calls = 1 + random.nextInt(random.nextInt(12) + 1);
            final double own = usual + 30 * calls + 60 * Units.normal(random);
            for (int call = 0; call < calls; call++) {
                contacts.add(new Contact(customer, own + 90 * Units.normal(random)));
            }
        }
        return contacts;
    }

    private static UnitSums byCustomer(final List<Contact> contacts) {
        return Units.sums(
                Kind.RATIO,
                clusters(contacts).stream()
                        .map(cluster -> new double[] {
                            cluster.stream().mapToDouble(Contact::value).sum(), cluster.size()
                        })
                        .toList());
    }

    // CR0 times K / (K - 1) of a mean of contacts, which is the arm's part of a regression of the value on the arm.
    private static double clusterRobust(final List<Contact> contacts) {
        final double mean = mean(contacts);
        final List<List<Contact>> clusters = clusters(contacts);
        double meat = 0;
        for (final List<Contact> cluster : clusters) {
            final double score = cluster.stream()
                    .mapToDouble(contact -> contact.value() - mean)
                    .sum();
            meat += score * score;
        }
        final double bread = 1.0 / contacts.size();
        return bread * meat * bread * clusters.size() / (clusters.size() - 1);
    }

    private static double naive(final List<Contact> contacts) {
        final double mean = mean(contacts);
        return contacts.stream()
                        .mapToDouble(contact -> (contact.value() - mean) * (contact.value() - mean))
                        .sum()
                / (contacts.size() - 1)
                / contacts.size();
    }

    private static double mean(final List<Contact> contacts) {
        return contacts.stream().mapToDouble(Contact::value).sum() / contacts.size();
    }

    private static List<List<Contact>> clusters(final List<Contact> contacts) {
        final List<List<Contact>> clusters = new ArrayList<>();
        for (final Contact contact : contacts) {
            while (clusters.size() <= contact.customer()) {
                clusters.add(new ArrayList<>());
            }
            clusters.get(contact.customer()).add(contact);
        }
        return clusters;
    }

    private static double averageOfRatios(final List<double[]> units) {
        return units.stream().mapToDouble(unit -> unit[0] / unit[1]).average().orElseThrow();
    }
}
