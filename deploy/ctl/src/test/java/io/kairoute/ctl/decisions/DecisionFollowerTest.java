package io.kairoute.ctl.decisions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.ListDecisionsRequest;
import io.kairoute.control.v1.ListDecisionsResponse;
import io.kairoute.control.v1.LoggedDecision;
import io.kairoute.routing.v1.RouteResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecisionFollowerTest {
    private static final long HOUR_MS = 3_600_000;

    private final List<LoggedDecision> log = new ArrayList<>();
    private final DecisionFollower follower =
            new DecisionFollower(this::answer, "default", DecisionFilter.getDefaultInstance());

    @ParameterizedTest
    @ValueSource(longs = {-HOUR_MS, 0, HOUR_MS})
    void shouldGoByTheNodesClockWhateverThisMachinesShows(final long aheadMs) {
        final long nodeMs = System.currentTimeMillis() + aheadMs;
        decided("before", nodeMs - 1_000);
        follower.begin(Timestamps.fromMillis(nodeMs));
        assertEquals(List.of("before"), ids(follower.newest(5)));

        decided("after", nodeMs + 1);

        assertEquals(List.of("after"), ids(follower.next()));
        assertEquals(List.of(), ids(follower.next()));
    }

    @Test
    void shouldTellNothingThatIsOlderThanWhatItBeganWith() {
        final long nodeMs = System.currentTimeMillis();
        for (int i = 0; i < 5; i++) {
            decided("d" + i, nodeMs - 1_000 + i);
        }
        follower.begin(Timestamps.fromMillis(nodeMs));

        assertEquals(List.of("d3", "d4"), ids(follower.newest(2)));
        assertEquals(List.of(), ids(follower.next()));
    }

    @Test
    void shouldTellWhatIsDecidedBetweenItsFirstQuestions() {
        final long nodeMs = System.currentTimeMillis();
        follower.begin(Timestamps.fromMillis(nodeMs));
        decided("between", nodeMs + 1);

        assertEquals(List.of(), ids(follower.newest(0)));
        assertEquals(List.of("between"), ids(follower.next()));
    }

    private void decided(final String id, final long atMs) {
        log.add(LoggedDecision.newBuilder()
                .setTime(Timestamps.fromMillis(atMs))
                .setDecision(RouteResponse.newBuilder().setDecisionId(id))
                .build());
    }

    private ListDecisionsResponse answer(final ListDecisionsRequest request) {
        final Timestamp since = request.getFilter().getSince();
        final List<LoggedDecision> fitting = log.stream()
                .filter(one -> Timestamps.compare(one.getTime(), since) >= 0)
                .toList();
        return ListDecisionsResponse.newBuilder()
                .addAllDecisions(fitting.subList(Math.max(0, fitting.size() - request.getPageSize()), fitting.size()))
                .build();
    }

    private static List<String> ids(final List<LoggedDecision> decisions) {
        return decisions.stream().map(one -> one.getDecision().getDecisionId()).toList();
    }
}
