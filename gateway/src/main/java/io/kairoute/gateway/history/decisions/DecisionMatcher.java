package io.kairoute.gateway.history.decisions;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;

/**
 * Tells which logged decisions a filter asks for.
 *
 * <p>Most records fit no search. So an answer is parsed only where every word that is asked for stands somewhere in its bytes, and
 * where none is asked for, only where the filter asks about the answer at all. Thread-safe.
 */
public final class DecisionMatcher {
    private final DecisionFilter filter;
    private final long sinceMs;
    private final long untilMs;
    private final List<byte[]> words;

    /** Makes the matcher of a filter. */
    public DecisionMatcher(final DecisionFilter filter) {
        this.filter = filter;
        sinceMs = filter.hasSince() ? Timestamps.toMillis(filter.getSince()) : Long.MIN_VALUE;
        untilMs = filter.hasUntil() ? Timestamps.toMillis(filter.getUntil()) : Long.MAX_VALUE;
        words = Stream.of(
                        filter.getOccasion(),
                        filter.getQueue(),
                        filter.getTier(),
                        filter.getContactId(),
                        filter.getDecisionId(),
                        filter.getBand(),
                        filter.getCause(),
                        filter.getRule(),
                        filter.getGuardrail(),
                        filter.getOccasionSource())
                .filter(word -> !word.isEmpty())
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Whether a record is asked for. */
    public boolean fits(final DecisionRecord record) {
        if (record.nowMs() < sinceMs
                || (filter.hasUntil() && record.nowMs() >= untilMs)
                || (filter.hasRevision() && record.revision() != filter.getRevision())) {
            return false;
        }
        if (words.isEmpty() && !filter.getFallbackOnly() && !asksForNumbers()) {
            return true;
        }
        return hasWords(record) && fits(LoggedDecisions.decision(record));
    }

    private boolean asksForNumbers() {
        return filter.hasLeastPriority() || filter.hasMostPriority() || filter.hasLeastSlaMs() || filter.hasMostSlaMs();
    }

    private boolean hasWords(final DecisionRecord record) {
        for (final byte[] word : words) {
            if (!contains(record.buffer(), record.responseOffset(), record.responseLength(), word)) {
                return false;
            }
        }
        return true;
    }

    private boolean fits(final RouteResponse decision) {
        return fits(filter.getOccasion(), decision.getOccasion())
                && fits(filter.getQueue(), decision.getQueue())
                && fits(filter.getTier(), decision.getTier())
                && fits(filter.getContactId(), decision.getContactId())
                && fits(filter.getDecisionId(), decision.getDecisionId())
                && fits(filter.getBand(), decision.getBand())
                && fits(filter.getCause(), decision.getFallbackCause())
                && fits(filter.getOccasionSource(), decision.getOccasionSource())
                && fits(filter.getRule(), decision.getRuleIdsList())
                && fits(filter.getGuardrail(), decision.getGuardrailsList())
                && (!filter.getFallbackOnly() || decision.getFallback())
                && hasNumbers(decision);
    }

    private boolean hasNumbers(final RouteResponse decision) {
        return (!filter.hasLeastPriority() || decision.getPriority() >= filter.getLeastPriority())
                && (!filter.hasMostPriority() || decision.getPriority() <= filter.getMostPriority())
                && (!filter.hasLeastSlaMs() || decision.getSlaMs() >= filter.getLeastSlaMs())
                && (!filter.hasMostSlaMs() || decision.getSlaMs() <= filter.getMostSlaMs());
    }

    private static boolean fits(final String wanted, final String is) {
        return wanted.isEmpty() || wanted.equals(is);
    }

    private static boolean fits(final String wanted, final List<String> are) {
        return wanted.isEmpty() || are.contains(wanted);
    }

    private static boolean contains(final DirectBuffer bytes, final int offset, final int length, final byte[] word) {
        final int last = offset + length - word.length;
        for (int at = offset; at <= last; at++) {
            int same = 0;
            while (same < word.length && bytes.getByte(at + same) == word[same]) {
                same++;
            }
            if (same == word.length) {
                return true;
            }
        }
        return false;
    }
}
