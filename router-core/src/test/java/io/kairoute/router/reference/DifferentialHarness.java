package io.kairoute.router.reference;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.TextFormat;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;
import java.util.Objects;

/**
 * Holds another router against the reference, over tables and requests that one seed throws.
 *
 * <p>Immutable. The seed and the counts come from the system properties {@code kairoute.seed}, {@code kairoute.tables}
 * and {@code kairoute.requests} (the requests of each table). With {@code kairoute.table} only that one table is tried.
 * At the limits the counts come from {@code kairoute.limits.tables} and {@code kairoute.limits.requests}, and the one table
 * from {@code kairoute.limits.table}.
 */
public final class DifferentialHarness {
    private static final long DEFAULT_SEED = 20_261_121;
    private static final int DEFAULT_TABLES = 500;
    private static final int DEFAULT_REQUESTS = 400;
    private static final int DEFAULT_TABLES_AT_THE_LIMITS = 25;
    private static final int DEFAULT_REQUESTS_AT_THE_LIMITS = 800;

    private final Scale scale;
    private final long seed;
    private final int firstTable;
    private final int tables;
    private final int requests;

    /** Makes a harness of the usual scale. */
    public DifferentialHarness(final long seed, final int firstTable, final int tables, final int requests) {
        this(Scale.USUAL, seed, firstTable, tables, requests);
    }

    /** Makes a harness. */
    public DifferentialHarness(
            final Scale scale, final long seed, final int firstTable, final int tables, final int requests) {
        this.scale = scale;
        this.seed = seed;
        this.firstTable = firstTable;
        this.tables = tables;
        this.requests = requests;
    }

    /** Makes a harness as the system properties say; 500 tables of 400 requests where they are silent. */
    public static DifferentialHarness fromSystemProperties() {
        return fromSystemProperties(Scale.USUAL, DEFAULT_TABLES, DEFAULT_REQUESTS);
    }

    /** Makes a harness at the limits as the system properties say; 25 tables of 800 requests where they are silent. */
    public static DifferentialHarness atTheLimitsFromSystemProperties() {
        return fromSystemProperties(Scale.LIMITS, DEFAULT_TABLES_AT_THE_LIMITS, DEFAULT_REQUESTS_AT_THE_LIMITS);
    }

    // Whoever names one table of one scale wants none of the other.
    private static DifferentialHarness fromSystemProperties(final Scale scale, final int tables, final int requests) {
        final Integer only = Integer.getInteger(property(scale, "table"));
        final boolean isOther = only == null && Integer.getInteger(property(other(scale), "table")) != null;
        final int wanted = isOther ? 0 : Integer.getInteger(property(scale, "tables"), tables);
        return new DifferentialHarness(
                scale,
                Long.getLong("kairoute.seed", DEFAULT_SEED),
                only == null ? 0 : only,
                only == null ? wanted : 1,
                Integer.getInteger(property(scale, "requests"), requests));
    }

    private static String property(final Scale scale, final String name) {
        return scale == Scale.LIMITS ? "kairoute.limits." + name : "kairoute." + name;
    }

    private static Scale other(final Scale scale) {
        return scale == Scale.LIMITS ? Scale.USUAL : Scale.LIMITS;
    }

    /** A router that is held against the reference. Scenarios come one after the other, each the same object throughout. */
    @FunctionalInterface
    public interface RouterUnderTest {
        /**
         * Routes one admitted contact.
         *
         * @param nowMs the server's clock
         */
        RouteResponse route(Scenario scenario, RouteRequest request, long nowMs);
    }

    /**
     * Compares every answer, apart from the trace, which the reference does not give.
     *
     * @param coverage counts what the reference saw
     * @return how many answers were compared
     * @throws AssertionError at the first difference, with all that is needed to see it again
     */
    public long run(final RouterUnderTest underTest, final CoverageCounter coverage) {
        return each(coverage, (at, scenario, question, expected) -> {
            final RouteResponse actual =
                    underTest.route(scenario, question.request(), question.serverClockMs()).toBuilder()
                            .clearTrace()
                            .build();
            if (!actual.equals(expected)) {
                throw difference(at, question, expected, actual);
            }
        });
    }

    /** Lets the reference alone decide, and counts what it saw. Returns how many decisions there were. */
    public long survey(final CoverageCounter coverage) {
        return each(coverage, (at, scenario, question, expected) -> {});
    }

    private record Place(int table, int request) {}

    @FunctionalInterface
    private interface Visitor {
        void visit(Place at, Scenario scenario, RequestGenerator.Question question, RouteResponse expected);
    }

    private long each(final CoverageCounter coverage, final Visitor visitor) {
        final ReferenceRouter reference = new ReferenceRouter(coverage);
        long decisions = 0;
        for (int table = firstTable; table < firstTable + tables; table++) {
            final Situation situation = Situation.of(seed, table, scale);
            final Scenario scenario = situation.scenario();
            coverage.table(scenario.table());
            final RequestGenerator generator = new RequestGenerator(situation);
            for (int i = 0; i < requests; i++) {
                final Dice dice = Dice.part(seed + 1_000_003L * (table + 1), i);
                final RequestGenerator.Question question = generator.question(dice);
                final RouteResponse expected = reference.route(scenario, question.request(), question.serverClockMs());
                coverage.answer(expected);
                visitor.visit(new Place(table, i), scenario, question, expected);
                decisions++;
            }
        }
        return decisions;
    }

    private AssertionError difference(
            final Place at,
            final RequestGenerator.Question question,
            final RouteResponse expected,
            final RouteResponse actual) {
        final List<String> fields = RouteResponse.getDescriptor().getFields().stream()
                .filter(field -> differs(field, expected, actual))
                .map(FieldDescriptor::getName)
                .toList();
        return new AssertionError("""
                The routers disagree on %s (seed=%d table=%d request=%d).
                Again: -Dkairoute.seed=%d -D%s=%d -D%s=%d
                --- server clock, ms
                %d
                --- request
                %s--- reference
                %s--- under test
                %s""".formatted(
                        fields,
                        seed,
                        at.table(),
                        at.request(),
                        seed,
                        property(scale, "table"),
                        at.table(),
                        property(scale, "requests"),
                        at.request() + 1,
                        question.serverClockMs(),
                        print(question.request()),
                        print(expected),
                        print(actual)));
    }

    private static boolean differs(
            final FieldDescriptor field, final RouteResponse expected, final RouteResponse actual) {
        if (field.isMapField()) {
            return !expected.getLabelsMap().equals(actual.getLabelsMap());
        }
        final boolean presenceDiffers = field.hasPresence() && expected.hasField(field) != actual.hasField(field);
        return presenceDiffers || !Objects.equals(expected.getField(field), actual.getField(field));
    }

    private static String print(final MessageOrBuilder message) {
        return TextFormat.printer().escapingNonAscii(false).printToString(message);
    }
}
