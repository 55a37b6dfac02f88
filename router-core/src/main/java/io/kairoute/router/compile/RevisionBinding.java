package io.kairoute.router.compile;

import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.codec.SnapshotPieces;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.segment.SegmentView;
import io.kairoute.router.snapshot.LiveTable;
import io.kairoute.router.snapshot.OverrideTable;
import io.kairoute.router.table.QueueDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What binds one revision to the live state; each part is made anew only when what it is made of has changed.
 *
 * <p>Single-threaded. What it hands out is immutable, and shared by the snapshots that it went into.
 */
final class RevisionBinding {
    private final CompiledRevision revision;
    private final Carried<Optional<ReadableSet>, SegmentView> segments = new Carried<>();
    private final Carried<String, SnapshotPieces> pieces = new Carried<>();
    private final Carried<LiveCompiler, LiveTable> live = new Carried<>();
    private final Carried<List<QueueOverride>, OverrideTable> overrides = new Carried<>();
    private int[] stateSlots = {};

    RevisionBinding(final CompiledRevision revision) {
        this.revision = revision;
    }

    CompiledRevision revision() {
        return revision;
    }

    SegmentView segments(final @Nullable ReadableSet opened) {
        return segments.of(Optional.ofNullable(opened), set -> SegmentBinder.bind(revision, set.orElse(null)));
    }

    SnapshotPieces pieces(final String setVersion) {
        return pieces.of(setVersion, version -> SnapshotPieces.of(revision.number(), version));
    }

    LiveTable live(final LiveCompiler compiled) {
        return live.of(compiled, occasions -> occasions.bind(revision));
    }

    OverrideTable overrides(final List<QueueOverride> held) {
        return overrides.of(held, list -> OverrideBinder.bind(revision, list));
    }

    int[] stateSlots() {
        return stateSlots;
    }

    /** Finds the slots of the revision's queues; without states there are none. */
    void findSlots(final @Nullable QueueStates states) {
        final List<QueueDefinition> queues = revision.definition().queues();
        stateSlots = new int[queues.size()];
        Arrays.setAll(
                stateSlots,
                i -> states == null
                        ? QueueStates.NO_SLOT
                        : states.slot(queues.get(i).id()));
    }
}
