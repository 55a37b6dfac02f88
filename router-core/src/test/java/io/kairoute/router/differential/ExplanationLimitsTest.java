package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.embed.ContactRequest;
import io.kairoute.router.embed.ContactRouter;
import io.kairoute.router.embed.EmbeddedRouting;
import io.kairoute.router.explain.Explanation;
import io.kairoute.router.explain.Explanation.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an explanation leaves out of a large table, and what never. */
class ExplanationLimitsTest {
    private static final int RULES = 1_500;
    private static final String TABLE = """
            table: large
            format: 1
            defaults:
              occasion: general
              tier: standard
              treatment: {queue: q, script: s, priority: 0, sla: 60s}
            occasions:
              - {id: outage, name: Outage, job: fix, owner: o, clear_at: 0.8, ambiguous_at: 0.5, tunable: [priority],
                 treatment: {priority: 1}, metrics: [first_contact_resolution]}
              - {id: general, name: General, job: help, owner: o, clear_at: 0.8, ambiguous_at: 0.5,
                 treatment: {priority: 1}, metrics: [first_contact_resolution]}
            tiers:
              - {id: standard, name: Standard, definition: all, owner: o, cadence: weekly, version: 1,
                 success: {metric: retention, target: 0.9}}
            queues: [{id: q, name: Q}]
            scripts: [{id: s, name: S, version: 1, default: en, languages: {en: text}}]
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldKeepWhatHeldInItsPlaceWhenThereAreMoreRulesThanAreTold() throws Exception {
        final Explanation why = explain(
                rule -> "  - {id: s" + rule + ", when: {intent: [i" + rule + "]}, occasion: outage, confidence: 0.9}",
                rule -> "  - {id: t" + rule + ", when: {product: [i" + rule + "]}, adjust: {priority: 1}}");

        final List<String> ids = why.rules().stream().map(Rule::id).toList();
        assertTrue(why.isTruncated());
        assertEquals(Explanation.MOST, ids.size());
        assertEquals(List.of("s1499", "t1499"), held(why));
        assertEquals(
                Stream.concat(IntStream.range(0, 998).mapToObj(rule -> "s" + rule), Stream.of("s1499", "t1499"))
                        .toList(),
                ids);
    }

    @Test
    void shouldTellTheFirstThousandOfThoseThatHeld() throws Exception {
        final Explanation why = explain(
                rule -> "  - {id: s" + rule + ", when: {intent: [i1499]}, occasion: outage, confidence: 0.9}",
                rule -> "  - {id: t" + rule + ", when: {product: [i1499]}, adjust: {priority: "
                        + (rule % 2 == 0 ? 1 : -1) + "}}");

        assertTrue(why.isTruncated());
        assertEquals(Explanation.MOST, why.rules().size());
        assertEquals(Explanation.MOST, why.candidates().size());
        assertEquals(Explanation.MOST, why.steps().size());
        assertTrue(why.candidates().stream().anyMatch(Explanation.Candidate::isWinner));
    }

    @Test
    void shouldSayThatNothingWasLeftOutWhereNothingWas() throws Exception {
        final Explanation why =
                explain(1, rule -> signal(), rule -> "  - {id: t0, when: {product: [x]}, adjust: {priority: 1}}");

        assertFalse(why.isTruncated());
        assertEquals(List.of("s0", "t0"), why.rules().stream().map(Rule::id).toList());
    }

    private static String signal() {
        return "  - {id: s0, when: {intent: [i1499]}, occasion: outage, confidence: 0.9}";
    }

    private Explanation explain(final IntFunction<String> signal, final IntFunction<String> tuning) throws Exception {
        return explain(RULES, signal, tuning);
    }

    private Explanation explain(final int rules, final IntFunction<String> signal, final IntFunction<String> tuning)
            throws Exception {
        final Path table = Files.writeString(
                directory.resolve("table.yaml"),
                TABLE + "signals:\n" + lines(rules, signal) + "tuning:\n" + lines(rules, tuning));
        final InstantSource clock = InstantSource.fixed(Instant.parse("2026-12-01T00:00:00Z"));
        try (EmbeddedRouting routing = EmbeddedRouting.open(table, directory.resolve("data"), clock)) {
            final ContactRouter router = routing.newRouter();
            router.route(ContactRequest.of("c").intent("i1499", 1.0).product("i1499"));
            return router.explain();
        }
    }

    private static String lines(final int rules, final IntFunction<String> line) {
        return IntStream.range(0, rules).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> held(final Explanation why) {
        return why.rules().stream().filter(Rule::isMatched).map(Rule::id).toList();
    }
}
