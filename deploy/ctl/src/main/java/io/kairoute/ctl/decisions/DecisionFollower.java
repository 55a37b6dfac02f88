package io.kairoute.ctl.decisions;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.ListDecisionsRequest;
import io.kairoute.control.v1.ListDecisionsResponse;
import io.kairoute.control.v1.LoggedDecision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Goes on with the decisions of a running node: each question brings those that were not told before.
 *
 * <p>The log is in the order in which decisions were written, and a question asks by their time, so that each asks again for the
 * last few seconds, and what was told is remembered.
 *
 * <p>Thread-confined: owned by the command that follows.
 */
public final class DecisionFollower {
    private static final int PAGE = 1_000;
    private static final int MOST_PAGES = 20;
    private static final int MOST_REMEMBERED = 64 * PAGE;
    private static final long OVERLAP_S = 5;

    private final Function<ListDecisionsRequest, ListDecisionsResponse> ask;
    private final String tenant;
    private final DecisionFilter filter;
    private final Map<String, Boolean> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private Timestamp newest = Timestamps.EPOCH;

    /** Makes a follower that was told nothing. */
    public DecisionFollower(
            final Function<ListDecisionsRequest, ListDecisionsResponse> ask,
            final String tenant,
            final DecisionFilter filter) {
        this.ask = ask;
        this.tenant = tenant;
        this.filter = filter;
    }

    /**
     * Begins to follow: what is in the log by now is no news, whatever the clock of this machine shows.
     *
     * @param now the node's clock
     */
    public void begin(final Timestamp now) {
        newest = now;
        recent().forEach(this::remember);
    }

    /** The newest so many, the oldest first; they are no news afterwards. */
    public List<LoggedDecision> newest(final int count) {
        final List<LoggedDecision> first =
                count == 0 ? List.of() : page(filter, count, "").getDecisionsList();
        first.forEach(this::remember);
        return first;
    }

    /** What was decided since, the oldest first. */
    public List<LoggedDecision> next() {
        final List<LoggedDecision> fresh = recent();
        fresh.forEach(this::remember);
        return fresh;
    }

    // Of the last seconds what was not told yet, the oldest first.
    private List<LoggedDecision> recent() {
        final DecisionFilter since = filter.toBuilder()
                .setSince(Timestamps.fromSeconds(Math.max(0, newest.getSeconds() - OVERLAP_S)))
                .build();
        final List<LoggedDecision> fresh = new ArrayList<>();
        String token = "";
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            final ListDecisionsResponse page = page(since, PAGE, token);
            final int before = fresh.size();
            for (int i = page.getDecisionsCount() - 1; i >= 0; i--) {
                if (!told.containsKey(page.getDecisions(i).getDecision().getDecisionId())) {
                    fresh.add(page.getDecisions(i));
                }
            }
            token = page.getNextPageToken();
            if (token.isEmpty() || fresh.size() == before) {
                break;
            }
        }
        Collections.reverse(fresh);
        return fresh;
    }

    private void remember(final LoggedDecision decision) {
        told.put(decision.getDecision().getDecisionId(), true);
        if (Timestamps.compare(decision.getTime(), newest) > 0) {
            newest = decision.getTime();
        }
    }

    private ListDecisionsResponse page(final DecisionFilter asked, final int count, final String token) {
        return ask.apply(ListDecisionsRequest.newBuilder()
                .setTenant(tenant)
                .setFilter(asked)
                .setPageSize(count)
                .setPageToken(token)
                .build());
    }
}
