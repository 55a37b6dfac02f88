package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What watchers hear, with clocks that the test sets, and over restarts. */
class LiveAnnouncementsTest {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;

    @TempDir
    private Path directory = Path.of("");

    private SteppedPlane node;

    @BeforeEach
    void start() {
        node = new SteppedPlane(directory);
        node.publishTable();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldTellWhatIsThereThenEachChangeAndWhatTheClockDoes() {
        declare("a", HOUR_MS);
        final HeardEvents watcher = watch("");
        assertEquals(List.of("PRESENT a"), watcher.take());

        declare("b", HOUR_MS);
        extend("b", 2 * HOUR_MS);
        resolve("b");
        node.jump(55 * MINUTE_MS);
        node.jump(5 * MINUTE_MS);

        assertEquals(List.of("DECLARED b", "EXTENDED b", "RESOLVED b", "EXPIRES_SOON a", "EXPIRED a"), watcher.take());
    }

    @Test
    void shouldTellTheComingEndOfWhatLastsForLessThanThatAndTellItOnce() {
        final HeardEvents watcher = watch("");

        declare("a", MINUTE_MS);
        node.jump(250);
        node.jump(250);

        assertEquals(List.of("DECLARED a", "EXPIRES_SOON a"), watcher.take());
    }

    @Test
    void shouldTellTheComingEndAgainOnceTheEndWasMoved() {
        declare("a", HOUR_MS);
        final HeardEvents watcher = watch("");
        node.jump(56 * MINUTE_MS);
        extend("a", HOUR_MS);
        node.jump(55 * MINUTE_MS);

        assertEquals(List.of("PRESENT a", "EXPIRES_SOON a", "EXTENDED a", "EXPIRES_SOON a"), watcher.take());
    }

    @Test
    void shouldTellANewWatcherNothingOfWhatEndedBeforeItCame() {
        declare("resolved", HOUR_MS);
        declare("expired", MINUTE_MS);
        declare("there", HOUR_MS);
        resolve("resolved");
        node.jump(2 * MINUTE_MS);
        node.restart();
        node.loop().tick();

        final HeardEvents watcher = watch("");
        node.jump(MINUTE_MS);

        assertEquals(List.of("PRESENT there"), watcher.take());
        assertFalse(watcher.isAnew());
    }

    @Test
    void shouldTellANewWatcherNothingOfWhatWasResolvedWhereTheClockIsSetBack() {
        declare("a", 2 * HOUR_MS);
        resolve("a");

        node.jump(-HOUR_MS);
        final HeardEvents watcher = watch("");
        node.jump(2 * HOUR_MS);

        assertEquals(List.of(), watcher.take());
    }

    @Test
    void shouldTellWhatWasMissedBeforeAndAfterARestart() {
        declare("same", 3 * HOUR_MS);
        declare("extended", 3 * HOUR_MS);
        declare("resolved", 3 * HOUR_MS);
        declare("expired", 10 * MINUTE_MS);
        declare("expires", HOUR_MS + MINUTE_MS);
        final String seen = watch("").position();

        resolve("resolved");
        extend("extended", 4 * HOUR_MS);
        declare("declared", 3 * HOUR_MS);
        declare("came-and-went", 3 * HOUR_MS);
        resolve("came-and-went");
        node.jump(30 * MINUTE_MS);
        node.restart();
        node.jump(30 * MINUTE_MS);
        final HeardEvents watcher = watch(seen);

        assertEquals(
                List.of(
                        "RESOLVED resolved",
                        "EXTENDED extended",
                        "DECLARED declared",
                        "RESOLVED came-and-went",
                        "EXPIRED expired",
                        "EXPIRES_SOON expires"),
                watcher.take());
        assertFalse(watcher.isAnew());
        assertEquals(List.of(), watch(watcher.position()).events());
        node.jump(MINUTE_MS);
        assertEquals(List.of("EXPIRED expires"), watcher.take());
    }

    @Test
    void shouldGoOnFromEachEventAndTellTheRestOnce() {
        declare("a", 10 * MINUTE_MS);
        declare("b", 10 * MINUTE_MS);
        declare("c", 20 * MINUTE_MS);
        declare("d", HOUR_MS);
        final String seen = watch("").position();
        declare("e", HOUR_MS);
        extend("d", 2 * HOUR_MS);
        node.jump(30 * MINUTE_MS);
        node.restart();
        final HeardEvents all = watch(seen);
        assertEquals(List.of("DECLARED e", "EXTENDED d", "EXPIRED a", "EXPIRED b", "EXPIRED c"), all.events());

        for (int heard = 1; heard <= all.events().size(); heard++) {
            final HeardEvents rest = watch(all.positions().get(heard - 1));

            // Of two that ended in the same millisecond the first is told again.
            final int from = heard == 3 ? 2 : heard;
            assertEquals(all.events().subList(from, all.events().size()), rest.events(), "after " + heard);
        }
    }

    @Test
    void shouldLoseNoneOfThoseThatEndInOneTickForAWatcherThatBreaksOffInBetween() {
        declare("a", 10 * MINUTE_MS);
        declare("b", 11 * MINUTE_MS);
        final HeardEvents watcher = watch("");
        watcher.take();

        node.jump(HOUR_MS);

        assertEquals(List.of("EXPIRED a", "EXPIRED b"), watcher.events());
        final String behindFirst = watcher.positions().get(1);
        assertEquals(List.of("EXPIRED b"), watch(behindFirst).events());
    }

    @Test
    void shouldTellWhatWasMissedAfterMoreEventsThanAnybodyCounts() {
        declare("a", HOUR_MS);
        final String seen = watch("").position();

        for (int i = 1; i <= 1_030; i++) {
            extend("a", HOUR_MS + i * 1_000L);
        }
        final HeardEvents watcher = watch(seen);

        assertEquals(List.of("EXTENDED a"), watcher.events());
    }

    @Test
    void shouldTellThatALiveOccasionIsThereAgainWhereTheClockIsSetBackBehindItsEnd() {
        declare("a", 10 * MINUTE_MS);
        declare("resolved", 10 * MINUTE_MS);
        resolve("resolved");
        final HeardEvents watcher = watch("");
        node.jump(11 * MINUTE_MS);
        final String atEnd = watcher.position();
        assertEquals(List.of("PRESENT a", "EXPIRED a"), watcher.take());

        node.jump(-HOUR_MS);
        assertEquals(List.of("PRESENT a"), watcher.take());
        assertEquals(List.of("PRESENT a"), watch(atEnd).events());

        node.jump(HOUR_MS);
        assertEquals(List.of("EXPIRED a"), watcher.take());
    }

    @Test
    void shouldTellWhatIsThereAgainAlsoWhereTheNodeWasStartedAgainWithItsClockSetBack() {
        declare("a", 10 * MINUTE_MS);
        declare("b", 2 * HOUR_MS);
        final HeardEvents before = watch("");
        node.jump(11 * MINUTE_MS);
        assertEquals(List.of("PRESENT a", "PRESENT b", "EXPIRED a"), before.events());

        node.loop().jump(-HOUR_MS);
        node.restart();
        node.loop().tick();
        final HeardEvents watcher = watch(before.position());

        assertEquals(List.of("PRESENT a"), watcher.take());
        assertFalse(watcher.isAnew());
    }

    @Test
    void shouldTellEachEndOnceWhereTheClockGoesAheadByAnHourBetweenTicks() {
        declare("a", 10 * MINUTE_MS);
        declare("b", 62 * MINUTE_MS);
        final HeardEvents watcher = watch("");
        watcher.take();

        node.jump(HOUR_MS);
        node.jump(2 * MINUTE_MS);
        node.jump(MINUTE_MS);

        assertEquals(List.of("EXPIRED a", "EXPIRES_SOON b", "EXPIRED b"), watcher.take());
    }

    @Test
    void shouldTellWhatIsDeclaredOnceWhereTheClockWentBackBeforeTheTick() {
        final HeardEvents watcher = watch("");

        node.loop().jump(-HOUR_MS);
        declare("a", 10 * MINUTE_MS);
        node.jump(250);

        assertEquals(List.of("DECLARED a"), watcher.take());
    }

    @Test
    void shouldBeginAnewWhereAPositionIsTooOldOrOfAnotherLogOrUnreadable() {
        declare("a", 5 * HOUR_MS);
        final HeardEvents first = watch("");
        node.jump(2 * HOUR_MS + 1);

        final String longer = "999999-" + node.nowMs();
        for (final String unknown : List.of(first.positions().get(0), longer, "x", "-1", "5f0c2a91-3", "1-2-3")) {
            final HeardEvents watcher = watch(unknown);

            assertEquals(List.of("PRESENT a"), watcher.events(), unknown);
            assertTrue(watcher.isAnew(), unknown);
        }
    }

    @Test
    void shouldTellAWatcherThatMissedNothingWhereItIsNow() {
        declare("a", 9 * HOUR_MS);
        final String seen = watch("").position();
        node.jump(HOUR_MS);

        final HeardEvents watcher = watch(seen);

        assertEquals(List.of(), watcher.events());
        node.jump(HOUR_MS + MINUTE_MS);
        assertFalse(watch(watcher.position()).isAnew());
    }

    private HeardEvents watch(final String since) {
        final HeardEvents watcher = new HeardEvents();
        node.done(node.plane().watch(SteppedPlane.ANN, "", since, watcher));
        return watcher;
    }

    private void declare(final String id, final long lastsMs) {
        final LiveOccasion occasion = LiveOccasion.newBuilder()
                .setId(id)
                .setOccasion("outage")
                .setReason("cable cut")
                .setExpireTime(Timestamps.fromMillis(node.nowMs() + lastsMs))
                .build();
        node.done(ControlCalls.declare(
                node.plane(),
                SteppedPlane.ANN,
                DeclareLiveOccasionRequest.newBuilder()
                        .setLiveOccasion(occasion)
                        .build()));
    }

    private void extend(final String id, final long lastsMs) {
        node.done(ControlCalls.extend(
                node.plane(),
                SteppedPlane.ANN,
                ExtendLiveOccasionRequest.newBuilder()
                        .setId(id)
                        .setExpireTime(Timestamps.fromMillis(node.nowMs() + lastsMs))
                        .build()));
    }

    private void resolve(final String id) {
        node.done(ControlCalls.resolve(
                node.plane(),
                SteppedPlane.ANN,
                ResolveLiveOccasionRequest.newBuilder().setId(id).build()));
    }
}
