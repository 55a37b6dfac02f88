package io.kairoute.gateway.outcome;

import io.kairoute.control.v1.GetOutcomeRequest;
import io.kairoute.control.v1.GetOutcomeResponse;
import io.kairoute.control.v1.ListOutcomesRequest;
import io.kairoute.control.v1.ListOutcomesResponse;
import io.kairoute.control.v1.Outcome;
import io.kairoute.control.v1.OutcomeResult;
import io.kairoute.gateway.control.Checks;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.history.Cursor;
import io.kairoute.gateway.history.OutcomeFrames;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes and shows one tenant's outcomes.
 *
 * <p>Thread-safe.
 */
final class OutcomeMethods {
    private static final int MOST_OUTCOMES = 1_000;
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_PAGE = 1_000;
    private static final int USUAL_PAGE = 100;
    private static final String SAID_BELOW = "-";
    private static final Pattern TOKEN = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    private final OutcomeLog log;
    private final int tenant;
    private final Path chunks;
    private final OutcomeChecks checks;
    private final OutcomeMerge merge;

    OutcomeMethods(
            final OutcomeLog log,
            final int tenant,
            final Path chunks,
            final OutcomeChecks checks,
            final OutcomeMerge merge) {
        this.log = log;
        this.tenant = tenant;
        this.chunks = chunks;
        this.checks = checks;
        this.merge = merge;
    }

    /** Keeps what can be kept of some outcomes; what became of each, in their order, once it is on the disk. */
    CompletableFuture<List<OutcomeResult>> report(final List<Outcome> outcomes) {
        if (outcomes.isEmpty() || outcomes.size() > MOST_OUTCOMES) {
            throw ControlRefusal.field(
                    "outcomes", "LIMIT_EXCEEDED", "A question holds 1 to " + MOST_OUTCOMES + " outcomes.");
        }
        if (outcomes.stream().mapToInt(Outcome::getSerializedSize).sum() > MOST_BYTES) {
            throw ControlRefusal.field(
                    "outcomes", "LIMIT_EXCEEDED", "The outcomes of a question hold at most 1 MiB together.");
        }
        final OutcomeResult[] results = new OutcomeResult[outcomes.size()];
        final List<OutcomeRecord> good = new ArrayList<>();
        final List<Integer> places = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            try {
                good.add(checks.check(outcomes.get(i)));
                places.add(i);
            } catch (final OutcomeRefused refused) {
                results[i] = refused.result();
            }
        }
        final CompletableFuture<List<OutcomeStatus>> kept =
                good.isEmpty() ? CompletableFuture.completedFuture(List.of()) : log.report(tenant, good);
        return kept.thenApply(statuses -> {
            for (int i = 0; i < statuses.size(); i++) {
                results[places.get(i)] = result(statuses.get(i));
            }
            for (final OutcomeResult result : results) {
                log.count(OutcomeStatus.valueOf(result.getStatus()));
            }
            return Arrays.asList(results);
        });
    }

    private static OutcomeResult result(final OutcomeStatus status) {
        return status == OutcomeStatus.REFUSED
                ? new OutcomeRefused(
                                "TOO_MANY_REPORTS",
                                "",
                                "Of one contact or customer at most " + OutcomeIndex.MOST_OF_A_SUBJECT
                                        + " reports are kept.")
                        .result()
                : OutcomeResult.newBuilder().setStatus(status.name()).build();
    }

    /** How many of some results are refusals. */
    static int refused(final List<OutcomeResult> results) {
        return (int) results.stream()
                .filter(result -> result.getStatus().equals(OutcomeStatus.REFUSED.name()))
                .count();
    }

    /** What is known of one subject. */
    GetOutcomeResponse get(final GetOutcomeRequest request) {
        final String decision = request.getDecisionId().equals(SAID_BELOW) ? "" : request.getDecisionId();
        final Subject subject;
        try {
            subject = checks.subject(decision, request.getContactId(), request.getAttempt(), request.getCustomerKey());
        } catch (final OutcomeRefused refused) {
            throw refused.asRefusal();
        }
        final List<OutcomeRecord> reports = records(
                log.read(tenant, index -> index.of(subject), List.<Cursor>of()).join());
        if (reports.isEmpty()) {
            throw ControlRefusal.notFound("UNKNOWN_OUTCOME", "Nothing was told of it by now.");
        }
        final GetOutcomeResponse.Builder known = merge.of(reports);
        for (int i = reports.size() - 1; i >= 0; i--) {
            known.addReports(reports.get(i).shown());
        }
        return known.build();
    }

    /** Reports, the newest first. */
    ListOutcomesResponse list(final ListOutcomesRequest request) {
        final int size = request.getPageSize() == 0 ? USUAL_PAGE : request.getPageSize();
        if (size < 1 || size > MOST_PAGE) {
            throw ControlRefusal.field("page_size", "OUT_OF_RANGE", "page_size is from 1 to " + MOST_PAGE + ".");
        }
        final String source = Checks.text("source", request.getSource());
        final Cursor before = before(request.getPageToken());
        final OutcomeIndex.Page found = log.read(
                        tenant, index -> index.newest(before, source, size), OutcomeIndex.Page.EMPTY)
                .join();
        final ListOutcomesResponse.Builder page = ListOutcomesResponse.newBuilder();
        records(found.places()).forEach(record -> page.addOutcomes(record.shown()));
        final Cursor next = found.next();
        if (next != null) {
            page.setNextPageToken(next.chunk() + "-" + next.offset());
        }
        return page.build();
    }

    private static Cursor before(final String token) {
        if (token.isEmpty()) {
            return new Cursor(Long.MAX_VALUE, 0);
        }
        final Matcher place = TOKEN.matcher(token);
        if (!place.matches()) {
            throw ControlRefusal.field(
                    "page_token", "BAD_PAGE_TOKEN", "page_token is next_page_token of the page before.");
        }
        return new Cursor(Long.parseLong(place.group(1)), Long.parseLong(place.group(2)));
    }

    // On the thread that asks: the log's own has groups to write. What retention took meanwhile is left out.
    private List<OutcomeRecord> records(final List<Cursor> places) {
        final List<OutcomeRecord> records = new ArrayList<>(places.size());
        for (final Cursor place : places) {
            try {
                final byte[] bytes = OutcomeFrames.at(chunks, place);
                if (bytes != null) {
                    records.add(OutcomeRecord.read(bytes));
                }
            } catch (final IOException e) {
                throw StoreException.io("read the outcomes in", chunks, e);
            }
        }
        return records;
    }
}
