package io.kairoute.insight.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums that say nothing: an answer that says why, no winner, and no number that is none. */
final class NoAnswerTest {
    private static final String ASKED = "\"sequential\": {}, \"bayes\": {\"prior\": {\"mean\": 0, \"sd\": 0.3}}, ";
    private static final String GOOD = "{\"units\": 100, \"of\": {\"sum\": 50, \"sum_squares\": 90}}";

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            NO_UNITS      | "mean"  | {"units": 0, "of": {"sum": 0, "sum_squares": 0}}
            ONE_UNIT      | "mean"  | {"units": 1, "of": {"sum": 3, "sum_squares": 9}}
            ZERO_VARIANCE | "mean"  | {"units": 100, "of": {"sum": 0, "sum_squares": 0}}
            ZERO_VARIANCE | "mean"  | {"units": 1000, "of": {"sum": 100, "sum_squares": 10.000000000000002}}
            ZERO_VARIANCE | "share" | {"units": 100, "of": {"sum": 0}}
            ZERO_VARIANCE | "share" | {"units": 100, "of": {"sum": 100}}
            ZERO_VARIANCE | "ratio" | {"units": 9, "of": {"sum": 27, "sum_squares": 90}, "per": {"sum": 27, "sum_squares": 90}, "products": {"of_per": 90}}
            ZERO_DENOMINATOR | "ratio" | {"units": 9, "of": {"sum": 27, "sum_squares": 90}, "per": {"sum": 0, "sum_squares": 90}, "products": {"of_per": 9}}
            TOO_LARGE     | "ratio" | {"units": 9, "of": {"sum": 1e150, "sum_squares": 1e301}, "per": {"sum": 1e-150, "sum_squares": 1e-290}, "products": {"of_per": 0}}
            """)
    void shouldSayWhyThereIsNoAnswer(final String reason, final String kind, final String arm) throws IOException {
        final StatsRun run = StatsRun.of(
                directory,
                "test",
                "{\"kind\": " + kind + ", " + ASKED + "\"control\": " + arm + ", \"treatment\": " + arm + "}");

        assertSilent(run, "difference", reason);
        assertSilent(run, "lift", reason);
        assertTrue(run.at("winner").isJsonNull(), run.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            EQUAL_BOUNDS         | {"values": 5000, "estimate": 7, "lower": 7, "upper": 7}
            TOO_FEW_FOR_QUANTILE | {"values": 30, "estimate": 7, "lower": 6, "upper": 8}
            ONE_UNIT             | {"values": 1, "estimate": 7, "lower": 6, "upper": 8}
            NO_UNITS             | {"values": 0, "estimate": 7, "lower": 6, "upper": 8}
            ONE_CLUSTER          | {"values": 900, "estimate": 7, "lower": 6, "upper": 8, "clusters": {"count": 1, "below": {"sum": 9, "sum_squares": 81}, "all": {"sum": 10, "sum_squares": 100}, "product": 90}}
            """)
    void shouldSayWhyThereIsNoQuantile(final String reason, final String arm) throws IOException {
        final StatsRun run = StatsRun.of(
                directory,
                "test",
                "{\"kind\": \"quantile\", \"quantile\": 0.9, " + ASKED + "\"control\": " + arm + ", \"treatment\": "
                        + arm + "}");

        assertSilent(run, "difference", reason);
        assertTrue(run.at("winner").isJsonNull(), run.toString());
    }

    @Test
    void shouldGiveADifferenceAndNoLiftOverNothing() throws IOException {
        final String more = "{\"units\": 100, \"of\": {\"sum\": 90, \"sum_squares\": 120}}";
        final String zero = "{\"units\": 100, \"of\": {\"sum\": 0, \"sum_squares\": 90}}";

        final StatsRun run = StatsRun.of(
                directory,
                "test",
                "{\"kind\": \"mean\", " + ASKED + "\"control\": " + zero + ", \"treatment\": " + more + "}");

        assertEquals(0.9, run.number("difference.value"));
        assertTrue(run.number("sequential.difference.p") < 0.001, run.toString());
        assertSilent(run, "lift", "ZERO_BASELINE");
        assertTrue(run.at("winner").isJsonNull(), run.toString());
    }

    @Test
    void shouldKeepTheSignOfALiftOverLessThanNothing() throws IOException {
        final String below = "{\"units\": 100, \"of\": {\"sum\": -50, \"sum_squares\": 90}}";

        final StatsRun run = StatsRun.of(
                directory,
                "test",
                "{\"kind\": \"mean\", " + ASKED + "\"control\": " + below + ", \"treatment\": " + GOOD + "}");

        assertEquals(1, run.number("difference.value"));
        assertEquals(2, run.number("lift.value"));
        assertEquals("\"treatment\"", run.at("winner").toString());
        assertTrue(run.at("notes").toString().contains("below zero"), run.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            srm    | p            | NO_UNITS            | {"arms": [{"name": "a", "units": 0, "weight": 1}, {"name": "b", "units": 0, "weight": 1}]}
            srm    | p            | ONE_ARM             | {"arms": [{"name": "a", "units": 9, "weight": 1}, {"name": "b", "units": 9, "weight": 0}]}
            power  | power        | ZERO_BASELINE       | {"kind": "share", "mean": 0, "lift": 0.1, "units": 100, "traffic": {"units_per_period": 10, "periods": 2}}
            power  | units_needed | ZERO_VARIANCE       | {"kind": "mean", "mean": 1, "sd": 0, "lift": 0.1}
            power  | units_needed | TOO_SMALL_AN_EFFECT | {"kind": "mean", "mean": 1, "sd": 1, "lift": 1e-9}
            power  | least_lift   | TOO_FEW_UNITS       | {"kind": "mean", "mean": 1, "sd": 9, "lift": 0.1, "units": 10}
            rmst   | control      | NO_UNITS            | {"window": 60, "control": {}, "treatment": {"never": 4}}
            rmst   | control      | UNOBSERVED          | {"window": 60, "control": {"open": [[30, 5]]}, "treatment": {"never": 4}}
            rmst   | difference   | ZERO_VARIANCE       | {"window": 60, "control": {"never": 4}, "treatment": {"never": 4}}
            """)
    void shouldSayWhyThereIsNone(final String command, final String figure, final String reason, final String form)
            throws IOException {
        assertSilent(StatsRun.of(directory, command, form), figure, reason);
    }

    @Test
    void shouldLeaveACorrectedPOfOneWithoutAnInterval() throws IOException {
        final StatsRun run = StatsRun.of(
                directory,
                "adjust",
                "{\"method\": \"holm\", \"tests\": [{\"name\": \"a\", \"p\": 1, \"estimate\": 3}]}");

        assertEquals("\"NOTHING_LEFT\"", run.at("tests.0.no_answer.0.reason").toString());
    }

    private static void assertSilent(final StatsRun run, final String figure, final String reason) {
        assertTrue(run.at(figure).isJsonNull(), run.toString());
        assertTrue(
                StreamSupport.stream(run.at("no_answer").getAsJsonArray().spliterator(), false)
                        .map(JsonElement::getAsJsonObject)
                        .anyMatch(one -> one.get("figure").getAsString().equals(figure)
                                && one.get("reason").getAsString().equals(reason)
                                && !one.get("because").getAsString().isEmpty()),
                run.toString());
    }
}
