package io.kairoute.insight.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.insight.statistics.Relief.At;
import io.kairoute.insight.statistics.Relief.Contacts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times until relief. */
final class ReliefTest {
    private static final double DIGITS = 1e-12;

    /**
     * Six contacts by hand: relieved at 1 and 3, open from 2 on, relieved twice at 4, one open to the end. The share that waits is 5/6 from 1 on,
     * 5/8 from 3 on and 5/24 from 4 on.
     */
    private static final Contacts BY_HAND =
            new Contacts(List.of(new At(4, 2), new At(1, 1), new At(3, 1)), List.of(new At(2, 1), new At(6, 1)), 0);

    @Test
    void shouldGiveTheMeanUpToTheEndOfTheWindow() {
        final Relief relief = Relief.of(BY_HAND, 5).figures().orElseThrow();

        assertEquals(1 + 2 * 5.0 / 6 + 5.0 / 8 + 5.0 / 24, relief.mean(), DIGITS);
        assertEquals(19.0 / 24, relief.relieved(), DIGITS);
        final double after1 = 2 * 5.0 / 6 + 5.0 / 8 + 5.0 / 24;
        final double after3 = 5.0 / 8 + 5.0 / 24;
        final double after4 = 5.0 / 24;
        assertEquals(
                after1 * after1 / (6 * 5) + after3 * after3 / (4 * 3) + after4 * after4 * 2 / (3.0 * 1),
                relief.varianceOfMean(),
                DIGITS);
    }

    @Test
    void shouldGiveTheTimeByWhichAShareWasRelieved() {
        final Relief relief = Relief.of(BY_HAND, 5).figures().orElseThrow();

        assertEquals(4, relief.median().figures().orElseThrow());
        assertEquals(NoAnswer.TOO_FEW_RELIEVED, relief.ninetieth().why().orElseThrow());
    }

    @Test
    void shouldReachAShareThatRoundingWouldMiss() {
        final List<At> one = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            one.add(new At(i, 1));
        }

        final Relief relief =
                Relief.of(new Contacts(one, List.of(), 0), 20).figures().orElseThrow();

        assertEquals(5, relief.median().figures().orElseThrow());
        assertEquals(9, relief.ninetieth().figures().orElseThrow());
        assertEquals(5.5, relief.mean(), DIGITS);
        assertEquals(1, relief.relieved());
    }

    @Test
    void shouldHaveTheMeanOfTheTimesWhereAllAreKnown() {
        final Contacts contacts = new Contacts(List.of(new At(2, 3), new At(7, 1), new At(40, 2)), List.of(), 4);

        final Relief relief = Relief.of(contacts, 10).figures().orElseThrow();

        assertEquals((2 * 3 + 7 + 10 * 2 + 10 * 4) / 10.0, relief.mean(), DIGITS);
    }

    @Test
    void shouldNotLetATreatmentWinThatMakesPeopleHangUp() {
        // Both arms relieve alike; in the treatment those who would have waited long hang up within ten seconds.
        final List<At> soon = List.of(new At(20, 50));
        final Contacts control = new Contacts(List.of(new At(20, 50), new At(300, 50)), List.of(), 0);
        final Contacts treatment = new Contacts(soon, List.of(), 50);
        final Contacts takenForOpen = new Contacts(soon, List.of(new At(10, 50)), 0);

        assertTrue(difference(control, treatment).value() > 0);
        assertTrue(difference(control, takenForOpen).value() < 0, "taken for open, they would make it win");
    }

    @Test
    void shouldSayThatNobodyWasObservedUntilTheEnd() {
        final Contacts brief = new Contacts(List.of(new At(1, 1)), List.of(new At(5, 3)), 0);

        assertEquals(NoAnswer.UNOBSERVED, Relief.of(brief, 6).why().orElseThrow());
        assertTrue(Relief.of(brief, 5).figures().isPresent());
    }

    private static Effect difference(final Contacts control, final Contacts treatment) {
        return Relief.difference(
                        Relief.of(control, 600).figures().orElseThrow(),
                        Relief.of(treatment, 600).figures().orElseThrow(),
                        control.count(),
                        treatment.count())
                .figures()
                .orElseThrow();
    }
}
