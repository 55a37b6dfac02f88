package io.kairoute.gateway.format;

import io.kairoute.gateway.json.FieldAliases;
import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Kamailio's rtjson: serial routes to the SIP addresses of the queue, of each queue that the ladder moves to, and of the table's default
 * queue, each with the decision in extra headers. Immutable.
 *
 * <p>A route lasts until the ladder moves on, by {@code fr_inv_timer}; Kamailio takes the next one then, and also when a queue cannot
 * take the call. A queue without a reference for the platform {@code sip} has no route: no address is made up. Where no queue has one,
 * the list is empty, and the platform's own default counts.
 */
final class KamailioFormat implements ResponseFormat {
    /** Of header values, in a document that would be too long otherwise. */
    private static final int LEAST_VALUE_BYTES = 31;

    private static final List<String> HEADERS = List.of(
            "decision_id",
            "queue",
            "script",
            "script_language",
            "priority",
            "tier",
            "occasion",
            "offer",
            "message",
            "fallback",
            "fallback_cause");

    /** One queue's turn: from a time on, by a decision that tells this queue. */
    private record Turn(long fromMs, String uri, RouteResponse decision) {}

    @Override
    public String name() {
        return "rtjson";
    }

    @Override
    public String platform() {
        return "sip";
    }

    @Override
    public FieldAliases aliases() {
        return FieldAliases.CALLS;
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public boolean tellsLaterQueues() {
        return true;
    }

    @Override
    public byte[] body(final RouteResponse decision, final PriorityScale scale, final LaterQueues later) {
        final List<Turn> turns = turns(decision, later);
        int maxValueBytes = FlatFields.MAX_VALUE_BYTES;
        while (true) {
            final byte[] body = document(turns, scale, maxValueBytes).getBytes(StandardCharsets.UTF_8);
            if (body.length < FlatBody.LIMIT_BYTES) {
                return body;
            }
            if (maxValueBytes > LEAST_VALUE_BYTES) {
                maxValueBytes /= 2;
            } else {
                // An address that is cut reaches nobody, so the last move but the default's goes.
                turns.remove(Math.max(0, turns.size() - 2));
            }
        }
    }

    /** The turns that have an address, each address once: the first may be the default's already. */
    private static List<Turn> turns(final RouteResponse decision, final LaterQueues later) {
        final List<Turn> turns = new ArrayList<>();
        final Set<String> taken = new HashSet<>(Set.of(""));
        RouteResponse now = decision;
        add(turns, taken, 0, decision.getQueueRef(), now);
        for (int i = 0; i < decision.getLadderCount(); i++) {
            final LadderStep step = decision.getLadder(i);
            now = after(step, now);
            add(turns, taken, step.getAfterMs(), later.ladder().get(i), now);
        }
        final RouteResponse byDefault =
                decision.toBuilder().setQueue(later.defaultQueue()).build();
        add(turns, taken, Long.MAX_VALUE, later.defaultRef(), byDefault);
        return turns;
    }

    private static void add(
            final List<Turn> turns,
            final Set<String> taken,
            final long fromMs,
            final String ref,
            final RouteResponse decision) {
        final String uri = SafeText.clean(ref, FlatFields.MAX_VALUE_BYTES);
        if ((uri.startsWith("sip:") || uri.startsWith("sips:")) && taken.add(uri)) {
            turns.add(new Turn(fromMs, uri, decision));
        }
    }

    /** What the decision says once a step was taken. */
    private static RouteResponse after(final LadderStep step, final RouteResponse before) {
        final RouteResponse.Builder after = before.toBuilder();
        if (!step.getQueue().isEmpty()) {
            after.setQueue(step.getQueue());
        }
        if (step.hasPriority()) {
            after.setPriority(step.getPriority());
        }
        if (!step.getScript().isEmpty()) {
            after.setScript(step.getScript());
        }
        if (!step.getOffer().isEmpty()) {
            after.setOffer(step.getOffer());
        }
        return after.build();
    }

    private static String document(final List<Turn> turns, final PriorityScale scale, final int maxValueBytes) {
        final List<String> routes = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            final Turn turn = turns.get(i);
            final boolean isMovedOn = i + 1 < turns.size() && turns.get(i + 1).fromMs() < Long.MAX_VALUE;
            routes.add("{\"uri\":" + FlatSpelling.quoted(turn.uri())
                    + (isMovedOn ? ",\"fr_inv_timer\":" + (turns.get(i + 1).fromMs() - turn.fromMs()) : "")
                    + ",\"headers\":{\"extra\":\"" + headers(turn.decision(), scale, maxValueBytes) + "\"}}");
        }
        return routes.stream()
                .collect(Collectors.joining(",", "{\"version\":\"1.0\",\"routing\":\"serial\",\"routes\":[", "]}"));
    }

    private static String headers(final RouteResponse decision, final PriorityScale scale, final int maxValueBytes) {
        final StringBuilder extra = new StringBuilder();
        for (final FlatFields.Field field : FlatFields.of(decision, scale, maxValueBytes)) {
            if (HEADERS.contains(field.name())) {
                extra.append("X-Kairoute-")
                        .append(headerName(field.name()))
                        .append(": ")
                        .append(SafeText.percent(field.value()))
                        .append("\\r\\n");
            }
        }
        return extra.toString();
    }

    private static String headerName(final String name) {
        final StringBuilder out = new StringBuilder();
        for (final String word : name.split("_", -1)) {
            out.append(out.isEmpty() ? "" : "-")
                    .append(Character.toUpperCase(word.charAt(0)))
                    .append(word.substring(1));
        }
        return out.toString();
    }
}
