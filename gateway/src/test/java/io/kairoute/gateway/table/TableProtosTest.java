package io.kairoute.gateway.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.reference.Dice;
import io.kairoute.router.reference.TableGenerator;
import io.kairoute.router.table.Documents;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.yaml.TableReader;
import io.kairoute.router.table.yaml.TableWriter;
import io.kairoute.table.v1.NamedText;
import io.kairoute.table.v1.NamedValues;
import io.kairoute.table.v1.Table;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TableProtosTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final int TABLES = Integer.getInteger("kairoute.tables", 100);
    private static final long SEED = Long.getLong("kairoute.seed", 20_261_121L);
    private static final long AROUND_MS = 1_793_000_000_000L;

    @Test
    void shouldBringEveryKeyThroughBothForms() {
        final TableDefinition table = full();

        final TableReport report = TableProtos.load(TableProtos.write(table), TODAY);

        assertEquals(table, report.table(), () -> report.problems().toString());
    }

    @Test
    void shouldRoundTripGeneratedTablesByteByByte() {
        long bytes = 0;
        for (int i = 0; i < TABLES; i++) {
            final String seed = "-Dkairoute.seed=" + (SEED + i) + " -Dkairoute.tables=1";
            final TableDefinition table = TableGenerator.table(new Dice(SEED + i), AROUND_MS);

            final byte[] message = TableProtos.write(table).toByteArray();
            final TableReport report = TableProtos.load(message, TODAY);

            final TableDefinition read = Objects.requireNonNull(report.table(), () -> seed + report.problems());
            assertEquals(table, read, seed);
            assertArrayEquals(message, TableProtos.write(read).toByteArray(), seed);
            assertArrayEquals(TableWriter.write(table), TableWriter.write(read), seed);
            bytes += message.length;
        }
        System.out.printf("protobuf: %,d tables there and back, %,d bytes the same%n", TABLES, bytes);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("UNSUPPORTED_FORMAT", "(document)", table -> table.setFormat(2)),
                wrong("UNKNOWN_ZONE", "defaults.zone", table -> table.getDefaultsBuilder()
                        .setZone("Mars/Base")),
                wrong("BAD_DATE", "occasions[0].review_by", table -> table.getOccasionsBuilder(0)
                        .setReviewBy("2026-02-30")),
                wrong("UNKNOWN_VALUE", "occasions[0].tunable", table -> table.getOccasionsBuilder(0)
                        .addTunable("colour")),
                wrong("UNKNOWN_VALUE", "occasions[0].treatment.offer", table -> table.getOccasionsBuilder(0)
                        .getTreatmentBuilder()
                        .setOffer("cake")),
                wrong("UNKNOWN_VALUE", "occasions[0].treatment.in_flight", table -> table.getOccasionsBuilder(0)
                        .getTreatmentBuilder()
                        .setInFlight("perhaps")),
                wrong("DUPLICATE_KEY", "queues[0].refs.x", table -> table.getQueuesBuilder(0)
                        .addRefs(NamedText.newBuilder().setName("x").setText("1"))
                        .addRefs(NamedText.newBuilder().setName("x").setText("2"))),
                wrong("DUPLICATE_KEY", "signals[0].when.labels.l", table -> table.getSignalsBuilder(0)
                        .getWhenBuilder()
                        .addLabels(NamedValues.newBuilder().setName("l").addValues("1"))
                        .addLabels(NamedValues.newBuilder().setName("l").addValues("2"))),
                wrong("UNKNOWN_VALUE", "signals[0].when.mood", table -> table.getSignalsBuilder(0)
                        .getWhenBuilder()
                        .addAttributes(NamedValues.newBuilder().setName("mood").addValues("bad"))),
                wrong("EMPTY_LIST", "signals[0].when.intent", table -> table.getSignalsBuilder(0)
                        .clearWhen()
                        .getWhenBuilder()
                        .addAttributes(NamedValues.newBuilder().setName("intent"))),
                wrong("UNKNOWN_VALUE", "experiments[0].unit", table -> table.getExperimentsBuilder(0)
                        .setUnit("planet")),
                wrong("BAD_TIME", "calendars[0].weekly.mon[0]", table -> {
                    table.getCalendarsBuilder(0).clearWeekly();
                    table.getCalendarsBuilder(0)
                            .addWeeklyBuilder()
                            .setDay("mon")
                            .addOpenBuilder()
                            .setFromMinute(60)
                            .setToMinute(5_000);
                }),
                wrong("UNKNOWN_VALUE", "calendars[0].weekly", table -> table.getCalendarsBuilder(0)
                        .addWeeklyBuilder()
                        .setDay("someday")),
                wrong("UNKNOWN_REFERENCE", "signals[0].occasion", table -> table.getSignalsBuilder(0)
                        .setOccasion("nothing-like-it")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void shouldSayWhatIsWrongAndWhere(final String code, final String path, final Consumer<Table.Builder> mistake) {
        final Table.Builder message = TableProtos.write(full()).toBuilder();
        mistake.accept(message);

        final TableReport report = TableProtos.load(message.build(), TODAY);

        assertNull(report.table());
        final List<String> said = report.problems().stream()
                .map(problem -> problem.code() + " " + withoutIds(problem))
                .toList();
        assertTrue(said.contains(code + " " + path), () -> code + " " + path + " is not among " + said);
    }

    @Test
    void shouldRefuseBytesThatAreNoTable() {
        final byte[] message = TableProtos.write(full()).toByteArray();
        final Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            final byte[] damaged = Arrays.copyOf(message, random.nextInt(message.length));
            for (int flip = 0; flip < i % 4 && damaged.length > 0; flip++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }

            final TableReport report = TableProtos.load(damaged, TODAY);

            if (report.table() == null) {
                refused++;
                assertTrue(report.hasErrors());
            }
        }
        assertTrue(refused > 480, "refused=" + refused);
    }

    private static Arguments wrong(final String code, final String path, final Consumer<Table.Builder> mistake) {
        return Arguments.of(code, path, mistake);
    }

    /** Paths name a part by its id where they know it; messages without a document are counted. */
    private static String withoutIds(final Problem problem) {
        final TableDefinition table = full();
        return problem.path()
                .toString()
                .replace("signals[" + table.signals().get(0).id() + "]", "signals[0]")
                .replace("calendars[" + table.calendars().get(0).id() + "]", "calendars[0]");
    }

    private static TableDefinition full() {
        return Objects.requireNonNull(TableReader.read(Documents.full().getBytes(StandardCharsets.UTF_8))
                .table());
    }
}
