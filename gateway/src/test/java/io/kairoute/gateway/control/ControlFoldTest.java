package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.ControlState;
import io.kairoute.control.v1.SegmentSetActivated;
import io.kairoute.gateway.control.log.FoldSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start goes on from what was kept of the state where that tells all that this version asks for. */
class ControlFoldTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldKnowAfterARestartWhichSegmentSetsWereServed() {
        try (SteppedPlane node = new SteppedPlane(directory)) {
            activate(node, 0, 4);
            activate(node, 4, 2);
            activate(node, 2, 7);

            node.restart();

            assertEquals(List.of(4, 2), node.<List<Integer>>work(tenant -> tenant.state()
                    .setsBefore()));
            assertEquals(7, (int) node.<Integer>work(tenant -> tenant.state().segmentSet()));
        }
    }

    @Test
    void shouldReadTheLogAnewWhereAnOlderVersionKeptTheState() throws InvalidProtocolBufferException {
        final ControlFold fold = new ControlFold(Map.of());
        final FoldSnapshot kept = fold.snapshot(9);
        assertNotNull(kept);
        final FoldSnapshot older = new FoldSnapshot(
                9,
                ControlState.parseFrom(kept.state()).toBuilder()
                        .clearLayout()
                        .build()
                        .toByteArray());

        assertTrue(fold.restore(kept));
        assertFalse(fold.restore(older));
    }

    private static void activate(final SteppedPlane node, final int before, final int after) {
        final Command.Builder command = Command.newBuilder()
                .setSegmentSetActivated(
                        SegmentSetActivated.newBuilder().setBefore(before).setAfter(after));
        final var unused = node.done(node.plane()
                .work()
                .change("default", tenant -> tenant.propose(SteppedPlane.ANN, Change.of(node.nowMs(), "x", command))));
    }
}
