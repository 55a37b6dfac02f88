package io.kairoute.router.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.AllocationProbe;
import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import io.kairoute.router.segment.AnsweredLookup;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BindingsTest {
    private static final KeyHasher HASHER = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);
    private static final int KEPT = 16;
    private static final List<CompiledRevision> REVISIONS = LongStream.rangeClosed(1, KEPT)
            .mapToObj(number -> SmallTables.of(number, List.of("general", "triage")))
            .toList();
    private static final LiveOccasion STORM = new LiveOccasion(
            "storm", "general", 10_000, List.of("US-PA"), List.of(), List.of(), List.of(), List.of(), 1, 2);
    private static final QueueOverride CLOSED = new QueueOverride("general", QueueOverride.Kind.CLOSED, null, 1, 2);

    private final Bindings bindings = new Bindings();
    private final QueueStates states = new QueueStates();

    @Test
    void shouldBindOnlyTheOccasionsAnewWhenOneIsDeclared() {
        final Snapshot before = builder().build();

        final Snapshot after = builder().liveOccasions(List.of(STORM)).build();

        forEachRevision(before, after, (former, next) -> {
            assertNotSame(former.live(), next.live());
            assertEquals(1, next.live().count());
            assertSame(former.segments(), next.segments());
            assertSame(former.pieces(), next.pieces());
            assertSame(former.overrides(), next.overrides());
            assertSame(former.stateSlots(), next.stateSlots());
        });
    }

    @Test
    void shouldBindOnlyTheOverridesAnewWhenAQueueIsHeld() {
        final Snapshot before = builder().liveOccasions(List.of(STORM)).build();

        final Snapshot after = builder()
                .liveOccasions(new ArrayList<>(List.of(STORM)))
                .overrides(List.of(CLOSED))
                .build();

        forEachRevision(before, after, (former, next) -> {
            assertNotSame(former.overrides(), next.overrides());
            assertSame(former.live(), next.live());
            assertSame(former.segments(), next.segments());
            assertSame(former.stateSlots(), next.stateSlots());
        });
    }

    @Test
    void shouldBindNothingAnewForASwitch() {
        final Snapshot before = builder().overrides(List.of(CLOSED)).build();

        final Snapshot after = builder()
                .overrides(List.of(CLOSED))
                .switches(new Switches(9, 9))
                .controlSequence(7)
                .build();

        assertEquals(9, after.stageTwoOffUntilMs());
        assertEquals(7, after.controlSequence());
        forEachRevision(before, after, (former, next) -> {
            assertSame(former.overrides(), next.overrides());
            assertSame(former.live(), next.live());
            assertSame(former.segments(), next.segments());
        });
    }

    @Test
    void shouldBindASetThatIsSwappedAndARevisionThatWasCompiledAgain() {
        final Snapshot before = builder().segments(set("v1")).build();

        final ReadableSet next = set("v2");
        final Snapshot swapped = builder().segments(next).build();
        final CompiledRevision again = SmallTables.of(KEPT, List.of("general", "triage"));
        final Snapshot recompiled = new SnapshotBuilder("t", HASHER, again)
                .kept(REVISIONS)
                .segments(next)
                .queueStates(states)
                .carryingOver(bindings)
                .build();

        forEachRevision(before, swapped, (former, later) -> assertNotSame(former.segments(), later.segments()));
        assertSame(again.table(), recompiled.table());
        assertNotSame(swapped.segments(), recompiled.segments());
        assertSame(swapped.kept()[0].segments(), recompiled.kept()[0].segments());
    }

    @Test
    void shouldFindTheStatesOfAllQueuesOfTheNewestTableWhateverKeptOnesName() {
        final List<CompiledRevision> published = new ArrayList<>();
        // Each publish renames every queue but one of before, so that kept revisions name far more than there are
        // slots.
        for (int revision = 1; revision <= 4; revision++) {
            final int renamed = revision;
            published.add(SmallTables.of(
                    revision,
                    IntStream.range(0, Limits.QUEUES)
                            .mapToObj(i -> "q" + i + "-" + (i == 7 ? 0 : renamed))
                            .toList()));

            final Snapshot snapshot = new SnapshotBuilder("t", HASHER, published.get(revision - 1))
                    .kept(published)
                    .queueStates(states)
                    .carryingOver(bindings)
                    .build();

            for (final int slot : snapshot.stateSlots()) {
                assertNotEquals(QueueStates.NO_SLOT, slot, "revision=" + revision);
            }
            assertEquals(states.slot("q7-0"), snapshot.stateSlots()[7]);
            assertTrue(states.report(new QueueState("q8-" + revision, revision, 1, 1, 1)));
        }
    }

    @Test
    void shouldKeepTheNewestRevisionsWhereThereAreMoreThanCanBeKept() {
        final int published = Limits.MOST_KEPT_REVISIONS + 3;
        final List<CompiledRevision> older = LongStream.rangeClosed(1, published)
                .mapToObj(number -> SmallTables.of(number, List.of("general")))
                .toList();

        final Snapshot[] kept = new SnapshotBuilder("t", HASHER, SmallTables.of(published + 1, List.of("general")))
                .kept(older)
                .build()
                .kept();

        assertEquals(Limits.MOST_KEPT_REVISIONS, kept.length);
        assertEquals(4, kept[0].revision(), "the oldest that is kept");
        assertEquals(published, kept[kept.length - 1].revision());
    }

    @Test
    void shouldTakeKilobytesForATenantOfOneQueueWithItsKeptRevisions() {
        final List<CompiledRevision> revisions = LongStream.rangeClosed(1, KEPT)
                .mapToObj(number -> SmallTables.of(number, List.of("general")))
                .toList();

        final long first =
                AllocationProbe.allocatedBytes(20, () -> new SnapshotBuilder("t", HASHER, revisions.get(KEPT - 1))
                                .kept(revisions)
                                .queueStates(new QueueStates())
                                .carryingOver(new Bindings())
                                .build())
                        / 20;
        final boolean[] isOn = {false};
        final long change = AllocationProbe.allocatedBytes(20, () -> {
                    isOn[0] ^= true;
                    new SnapshotBuilder("t", HASHER, revisions.get(KEPT - 1))
                            .kept(revisions)
                            .overrides(isOn[0] ? List.of() : List.of(CLOSED))
                            .queueStates(states)
                            .carryingOver(bindings)
                            .build();
                })
                / 20;

        assertTrue(first < 160 * 1024, "bytes allocated for all of it=" + first);
        assertTrue(change < 24 * 1024, "bytes allocated for a live change=" + change);
    }

    private interface Pair {
        void check(Snapshot before, Snapshot after);
    }

    private static void forEachRevision(final Snapshot before, final Snapshot after, final Pair check) {
        check.check(before, after);
        assertEquals(KEPT - 1, after.kept().length);
        for (int i = 0; i < after.kept().length; i++) {
            assertEquals(i + 1, after.kept()[i].revision(), "the oldest first");
            check.check(before.kept()[i], after.kept()[i]);
        }
    }

    private SnapshotBuilder builder() {
        return new SnapshotBuilder("t", HASHER, REVISIONS.get(KEPT - 1))
                .kept(REVISIONS)
                .queueStates(states)
                .carryingOver(bindings);
    }

    private static ReadableSet set(final String version) {
        return new ReadableSet(
                new AnsweredLookup(0, SegmentLookup.MISSING, new byte[0], true),
                new SegmentSetHeader(version, 1, 1, 1, Map.of(ProfileAttribute.TIER, List.of("standard"))));
    }
}
