package io.kairoute.gateway.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.kairoute.control.v1.GetOutcomeResponse;
import io.kairoute.control.v1.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutcomeMergeTest {
    private static final Subject SUBJECT = new Subject(new byte[12]);

    private final OutcomeMerge merge = new OutcomeMerge(List.of("sales", "crm"));

    @Test
    void shouldTakeEachFieldFromTheHighestVersionThatSaysIt() {
        final Outcome known = known(
                told("crm", 3).setTransfers(2).build(),
                told("crm", 1).setTransfers(9).setHandleMs(400).build(),
                told("crm", 2).setHandleMs(500).build());

        assertEquals(2, known.getTransfers());
        assertEquals(500, known.getHandleMs());
    }

    @Test
    void shouldBelieveTheSourceThatConfigurationNamesFirstWhateverTheVersions() {
        final Outcome known = known(
                told("crm", 1_700_000_000_000L).setOrders(1).build(),
                told("sales", 2).setOrders(3).build(),
                told("survey", 9).setOrders(5).setTransfers(4).build());

        assertEquals(3, known.getOrders());
        assertEquals(4, known.getTransfers(), "nobody else says it");
    }

    @Test
    void shouldBelieveTheLaterReportOfSourcesThatNobodyNames() {
        final Outcome known = known(
                told("survey", 5).setTransfers(1).build(),
                told("dialer", 1).setTransfers(2).build());

        assertEquals(2, known.getTransfers());
    }

    @Test
    void shouldForgetAFieldThatItsSourceTakesBackAndFallToTheNextSource() {
        final Outcome known = known(
                told("crm", 1).setTransfers(1).setHandleMs(100).build(),
                told("crm", 2).addClear("transfers").addClear("handle_ms").build(),
                told("survey", 1).setTransfers(7).build());

        assertEquals(7, known.getTransfers());
        assertFalse(known.hasHandleMs());
    }

    @Test
    void shouldForgetAllThatASourceSaidUpToTheVersionThatRetracts() {
        final Outcome known = known(
                told("crm", 1).setTransfers(1).setHandleMs(100).build(),
                told("crm", 2).setRetract(true).build(),
                told("crm", 3).setHandleMs(300).build());

        assertFalse(known.hasTransfers());
        assertEquals(300, known.getHandleMs());
    }

    @Test
    void shouldNeverMixWhatMeansNothingWithoutTheOther() {
        final Outcome known = known(
                told("crm", 1)
                        .setCsat(9)
                        .setCsatMax(10)
                        .setResolved(true)
                        .setResolvedBy("AGENT")
                        .build(),
                told("crm", 2).setCsat(4).setCsatMax(5).setResolved(false).build());

        assertEquals(4, known.getCsat());
        assertEquals(5, known.getCsatMax());
        assertFalse(known.hasResolvedBy(), "nobody says who says that it is not");
    }

    @Test
    void shouldTellTheCurrencyOfACostThatAnotherSystemKnows() {
        final GetOutcomeResponse known = merge.of(records(List.of(
                        told("sales", 1).setValue(4_990).setCurrency("EUR").build(),
                        told("dialer", 1).setCost(310).setCurrency("USD").build())))
                .build();

        assertEquals("EUR", known.getMerged().getCurrency());
        assertEquals(310, known.getMerged().getCost());
        assertEquals("USD", known.getCostCurrency());
    }

    @Test
    void shouldComeToTheSameInWhateverOrderTheVersionsOfNamedSourcesCome() {
        final List<Outcome> reports = new ArrayList<>(List.of(
                told("crm", 1)
                        .setTransfers(1)
                        .setHandleMs(1)
                        .setCsat(1)
                        .setCsatMax(5)
                        .build(),
                told("crm", 2).addClear("transfers").setHandleMs(2).build(),
                told("crm", 3).setTransfers(3).build(),
                told("sales", 1).setOrders(1).setValue(100).setCurrency("EUR").build(),
                told("sales", 2).setRetract(true).build(),
                told("sales", 3).setOrders(2).build(),
                told("sales", 4).putMeasures("margin", 0.2).build()));
        final Outcome expected = known(reports.toArray(Outcome[]::new));

        for (int seed = 0; seed < 200; seed++) {
            Collections.shuffle(reports, new Random(seed));
            assertEquals(expected, known(reports.toArray(Outcome[]::new)), "seed=" + seed);
        }
    }

    private Outcome known(final Outcome... reports) {
        return merge.of(records(Arrays.asList(reports))).getMerged();
    }

    private static List<OutcomeRecord> records(final List<Outcome> reports) {
        return reports.stream().map(told -> new OutcomeRecord(0, SUBJECT, told)).toList();
    }

    private static Outcome.Builder told(final String source, final long version) {
        return Outcome.newBuilder().setSource(source).setVersion(version);
    }
}
