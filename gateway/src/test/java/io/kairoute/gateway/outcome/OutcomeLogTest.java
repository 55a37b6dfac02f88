package io.kairoute.gateway.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.Outcome;
import io.kairoute.gateway.SmallDisk;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.history.Cursor;
import io.kairoute.gateway.history.OutcomeFrames;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.StoreException;
import io.kairoute.router.store.TenantFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log of outcomes keeps, whatever becomes of its files. */
class OutcomeLogTest {
    private static final OutcomeSettings USUAL = OutcomeSettings.of(1 << 30);
    private static final KeyHash CUSTOMER = KeyHash.of(new KeyHasher(new byte[KeyHasher.SECRET_BYTES]), "crm:4711");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldMakeAnIndexAgainThatIsMissingDamagedOrOfMoreThanThereIs() throws Exception {
        for (final Damage damage : List.<Damage>of(
                Files::delete,
                file -> Files.writeString(file, "this is no database, but long enough to be looked at as one"),
                file -> {
                    try (Stream<Path> chunks = Files.list(folder().outcomes())) {
                        final List<Path> all =
                                chunks.sorted(Comparator.reverseOrder()).toList();
                        Files.delete(all.get(0));
                    }
                })) {
            directory = Files.createDirectory(directory.resolve("next"));
            keep(record(1, 1));
            keep(record(2, 1));
            damage.to(folder().outcomeIndex());

            assertEquals(List.of(OutcomeStatus.DUPLICATE), keep(record(1, 1)));
            assertTrue(count() >= 1);
        }
    }

    private interface Damage {
        void to(Path index) throws IOException;
    }

    @Test
    void shouldMakeAnIndexAgainWhosePagesTurnOutToBeDamagedWhileItIsUsed() throws Exception {
        keep(IntStream.range(0, 2_000).mapToObj(i -> record(i, 1)).toArray(OutcomeRecord[]::new));
        // The first pages, which an opening reads, stay as they are.
        try (FileChannel file = FileChannel.open(folder().outcomeIndex(), StandardOpenOption.WRITE)) {
            for (long at = 8 * 4_096; at < file.size(); at += 4_096) {
                file.write(ByteBuffer.wrap(new byte[64]), at);
            }
        }

        try (OutcomeLog log = log(USUAL, InstantSource.system())) {
            final CompletionException first = assertThrows(CompletionException.class, () -> log.report(
                            0,
                            IntStream.range(0, 2_000)
                                    .mapToObj(i -> record(i, 1))
                                    .toList())
                    .join());
            assertInstanceOf(StoreException.class, first.getCause());

            for (int i = 0; i < 2_000; i += 100) {
                assertEquals(
                        List.of(OutcomeStatus.DUPLICATE),
                        log.report(0, List.of(record(i, 1))).join(),
                        "contact=" + i);
            }
        }
    }

    @Test
    void shouldTakeFromTheChunksWhatItsIndexDoesNotKnowYet() throws Exception {
        keep(record(1, 1));
        final byte[] before = Files.readAllBytes(folder().outcomeIndex());
        keep(record(2, 1));
        keep(record(3, 1));
        Files.write(folder().outcomeIndex(), before);

        assertEquals(
                List.of(OutcomeStatus.DUPLICATE, OutcomeStatus.DUPLICATE, OutcomeStatus.ACCEPTED),
                keep(record(2, 1), record(3, 1), record(4, 1)));
        assertEquals(4, count());
    }

    @Test
    void shouldTakeFromAChunkWhatItsIndexKnowsAPartOf() throws Exception {
        final Path index = folder().outcomeIndex();
        final Path changes = index.resolveSibling(index.getFileName() + "-wal");
        final byte[] known;
        final byte[] knownChanges;
        try (OutcomeLog log = log(USUAL, InstantSource.system())) {
            log.report(0, List.of(record(1, 1))).join();
            known = Files.readAllBytes(index);
            knownChanges = Files.readAllBytes(changes);
            log.report(0, List.of(record(2, 1))).join();
        }
        Files.write(index, known);
        Files.write(changes, knownChanges);

        assertEquals(List.of(OutcomeStatus.DUPLICATE, OutcomeStatus.DUPLICATE), keep(record(1, 1), record(2, 1)));
    }

    @Test
    void shouldStepOverWhatIsDamagedOrCutOffAndKeepTheRest() throws Exception {
        keep(record(1, 1), record(2, 1));
        keep(record(3, 1));
        final Path first = chunk(1);
        try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {77}), 8 + 8 + 15);
        }
        try (FileChannel channel = FileChannel.open(chunk(2), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 40);
        }
        Files.delete(folder().outcomeIndex());

        assertEquals(List.of(OutcomeStatus.ACCEPTED, OutcomeStatus.DUPLICATE), keep(record(1, 1), record(2, 1)));
    }

    @Test
    void shouldWriteWhatManyCallsBringAsOneGroupAndTellEachOfItsOwn() {
        try (OutcomeLog log = log(USUAL, InstantSource.system())) {
            final List<CompletableFuture<List<OutcomeStatus>>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                calls.add(log.report(0, List.of(record(i % 20, 1), record(100 + i, 1))));
            }

            for (int i = 0; i < 40; i++) {
                assertEquals(
                        List.of(i < 20 ? OutcomeStatus.ACCEPTED : OutcomeStatus.DUPLICATE, OutcomeStatus.ACCEPTED),
                        calls.get(i).join(),
                        "call=" + i);
            }
        }
    }

    @Test
    void shouldForgetACustomerInTheIndexWhenItIsErased() {
        final OutcomeRecord told = record(Subject.of(CUSTOMER), 1);
        try (OutcomeLog log = log(USUAL, InstantSource.system())) {
            log.report(0, List.of(told, record(1, 1))).join();

            final long last = log.forget(0, List.of(CUSTOMER)).join();

            assertEquals(1, last);
            assertEquals(0, places(log, told.subject()));
            assertEquals(1, places(log, record(1, 1).subject()));
        }
    }

    @Test
    void shouldMakeItsIndexAgainWhereAFullDiskCutAnErasureOff() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 8)) {
            directory = disk.path();
            keep(IntStream.range(0, 3_000).mapToObj(i -> record(i, 1)).toArray(OutcomeRecord[]::new));
            keep(record(Subject.of(CUSTOMER), 1));
            final Object before = madeAs(folder().outcomeIndex());
            try (OutcomeLog log = log(USUAL, InstantSource.system())) {
                assertEquals(1, places(log, Subject.of(CUSTOMER)));
                disk.leave(64 * 1024);
                final CompletionException full =
                        assertThrows(CompletionException.class, () -> log.forget(0, List.of(CUSTOMER))
                                .join());
                disk.makeRoom();

                assertInstanceOf(StoreException.class, full.getCause());
                assertEquals(2, log.forget(0, List.of(CUSTOMER)).join());
                assertEquals(0, places(log, Subject.of(CUSTOMER)));
                assertEquals(1, places(log, record(17, 1).subject()));
            }
            assertNotEquals(before, madeAs(folder().outcomeIndex()), "the file is another one");
        }
    }

    private static Object madeAs(final Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static int places(final OutcomeLog log, final Subject subject) {
        return log.read(0, index -> index.of(subject), List.<Cursor>of()).join().size();
    }

    @Test
    void shouldTakeNoMoreThanATenantsRoomAndLoseNothingForIt() throws Exception {
        final OutcomeSettings small = new OutcomeSettings(1_000, 10_000);
        try (OutcomeLog log = log(small, InstantSource.system())) {
            int kept = 0;
            AdminRefused full = null;
            while (full == null) {
                try {
                    log.report(0, List.of(record(kept, 1))).join();
                    kept++;
                } catch (final CompletionException e) {
                    full = assertInstanceOf(AdminRefused.class, e.getCause());
                }
                assertTrue(kept < 1_000, "it takes all there is");
            }

            assertEquals("OUTCOMES_FULL", full.refusal().reason());
            assertEquals(kept, count());
        }
    }

    @Test
    void shouldDeleteChunksThatAreOlderThanFourHundredDaysAndForgetTheirReports() throws Exception {
        final OutcomeSettings small = new OutcomeSettings(1, 1 << 30);
        keep(small, InstantSource.system(), record(1, 1));
        keep(small, InstantSource.system(), record(2, 1));
        Files.setLastModifiedTime(chunk(1), FileTime.from(Instant.now().minus(Duration.ofDays(401))));

        keep(small, InstantSource.system(), record(3, 1));

        assertFalse(Files.exists(chunk(1)));
        assertEquals(
                List.of(OutcomeStatus.ACCEPTED, OutcomeStatus.DUPLICATE),
                keep(small, InstantSource.system(), record(1, 1), record(2, 1)));
    }

    @Test
    void shouldSayThatTheDiskIsFullAndLoseNothingThatWasAcknowledged() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 4)) {
            directory = disk.path();
            try (OutcomeLog log = log(USUAL, InstantSource.system())) {
                log.report(0, List.of(record(1, 1))).join();
                disk.fill();
                int refused = 0;
                final List<Integer> acknowledged = new ArrayList<>(List.of(1));
                for (int i = 2; i < 200; i++) {
                    try {
                        log.report(0, List.of(record(i, 1))).join();
                        acknowledged.add(i);
                    } catch (final CompletionException e) {
                        assertInstanceOf(StoreException.class, e.getCause());
                        refused++;
                    }
                }
                assertTrue(refused > 0, "the disk is full");
                disk.makeRoom();

                for (final int contact : acknowledged) {
                    assertEquals(
                            List.of(OutcomeStatus.DUPLICATE),
                            log.report(0, List.of(record(contact, 1))).join(),
                            "contact=" + contact);
                }
                assertEquals(
                        List.of(OutcomeStatus.ACCEPTED),
                        log.report(0, List.of(record(1_000, 1))).join());
            }
        }
    }

    @Test
    void shouldRefuseWhoeverComesAfterItsEnd() {
        final OutcomeLog log = log(USUAL, InstantSource.system());
        log.close();

        final CompletionException refused =
                assertThrows(CompletionException.class, () -> log.report(0, List.of(record(1, 1)))
                        .join());

        assertEquals(
                "OUTCOMES_BUSY",
                assertInstanceOf(AdminRefused.class, refused.getCause())
                        .refusal()
                        .reason());
    }

    @Test
    void shouldAnswerEverybodyWhoAsksWhileItEnds() throws Exception {
        for (int round = 0; round < 1_000; round++) {
            final OutcomeLog log = log(USUAL, InstantSource.system());
            final List<CompletableFuture<Boolean>> asked = new ArrayList<>();
            final Thread asking = new Thread(() -> {
                for (int i = 0; i < 50; i++) {
                    asked.add(log.read(0, index -> true, false));
                }
            });
            asking.start();
            log.close();
            asking.join();

            for (final CompletableFuture<Boolean> answer : asked) {
                // Within seconds, whatever the answer; without an end this throws.
                final Object unused = answer.handle((told, refused) -> true).get(10, TimeUnit.SECONDS);
            }
        }
    }

    private OutcomeLog log(final OutcomeSettings settings, final InstantSource clock) {
        return new OutcomeLog(List.of(folder()), settings, clock);
    }

    private TenantFolder folder() {
        return new TenantFolder(directory, true);
    }

    private Path chunk(final int number) {
        return folder().outcomes().resolve("chunk-%012d.log".formatted(number));
    }

    private List<OutcomeStatus> keep(final OutcomeRecord... records) {
        return keep(USUAL, InstantSource.system(), records);
    }

    private List<OutcomeStatus> keep(
            final OutcomeSettings settings, final InstantSource clock, final OutcomeRecord... records) {
        try (OutcomeLog log = log(settings, clock)) {
            return log.report(0, List.of(records)).join();
        }
    }

    private int count() throws IOException {
        final List<Cursor> places = new ArrayList<>();
        for (final long number : OutcomeFrames.chunks(folder().outcomes())) {
            OutcomeFrames.read(folder().outcomes(), new Cursor(number, 0), (place, bytes) -> places.add(place));
        }
        return places.size();
    }

    private static OutcomeRecord record(final int contact, final long version) {
        return record(new Subject(ByteBuffer.allocate(12).putInt(contact + 1).array()), version);
    }

    private static OutcomeRecord record(final Subject subject, final long version) {
        return new OutcomeRecord(
                System.currentTimeMillis(),
                subject,
                Outcome.newBuilder()
                        .setSource("crm")
                        .setVersion(version)
                        .setTransfers(1)
                        .build());
    }
}
