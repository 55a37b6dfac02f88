package io.kairoute.gateway.now;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.NowDecisions;
import io.kairoute.control.v1.NowTotals;
import io.kairoute.control.v1.WatchNowResponse;
import io.kairoute.gateway.api.stream.AnswerStep;
import io.kairoute.gateway.control.ControlNow;
import io.kairoute.gateway.tally.TallySnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant's watchers are told: the newest of each part, and with which message it changed.
 *
 * <p>A watcher gets the parts that changed since the message that it had before; so one that is slow misses nothing but what was true
 * in between. Thread-safe.
 */
final class NowBoard {
    /** Every so many messages have all parts, for tabs of a browser that listen to another tab. */
    private static final int WHOLE_EVERY = 15;

    private final long startMs;
    private final Map<FieldDescriptor, Part> parts = new TreeMap<>();
    /** What watchers were told since the newest message came, by how far they had come: most have come as far as each other. */
    private final Map<Reached, Told> told = new HashMap<>();

    private WatchNowResponse head = WatchNowResponse.getDefaultInstance();
    private @Nullable CountedNow counted;
    private long sequence;

    /** The newest of one part, and the message that told it first. */
    private record Part(Message newest, long changedAt) {}

    /**
     * How far a watcher has come. Immutable.
     *
     * @param sequence the last message that it had; 0 for none
     * @param decision the last decision that it was told of; -1 for none
     */
    record Reached(long sequence, long decision) {
        /** Before the first message. */
        static final Reached NOTHING = new Reached(0, -1);
    }

    /** A message, and how far its reader has come with it. */
    record Told(AnswerStep.Answer answer, Reached reached) {}

    NowBoard(final long startMs) {
        this.startMs = startMs;
    }

    /**
     * Takes what is true now.
     *
     * @param tally null where nothing is counted
     */
    synchronized void take(
            final ControlNow held, final @Nullable TallySnapshot tally, final long lost, final boolean isLogIntact) {
        sequence++;
        told.clear();
        final HeldNow now = new HeldNow(held, tally);
        counted = tally == null ? null : new CountedNow(tally);
        final WatchNowResponse.Builder all = WatchNowResponse.newBuilder();
        if (counted != null) {
            all.setOccasions(counted.occasions()).setCauses(counted.causes()).setMovers(counted.movers());
        }
        all.setQueues(now.queues())
                .setLiveOccasions(now.liveOccasions())
                .setHeld(now.held())
                .setRevision(now.revision())
                .setWarnings(now.warnings(isLogIntact));
        all.getAllFields().forEach((field, value) -> change(field, (Message) value));
        head = WatchNowResponse.newBuilder()
                .setSequence(sequence)
                .setTime(Timestamps.fromMillis(held.atMs()))
                .setNodeStartTime(Timestamps.fromMillis(startMs))
                .setTotals(counted == null ? NowTotals.getDefaultInstance() : counted.totals(lost))
                .build();
    }

    private void change(final FieldDescriptor field, final Message value) {
        final Part before = parts.get(field);
        if (before == null || sequence % WHOLE_EVERY == 0 || !before.newest().equals(value)) {
            parts.put(field, new Part(value, sequence));
        }
    }

    /** The newest message. */
    synchronized long sequence() {
        return sequence;
    }

    /** What a watcher is told who has come so far; null where that is all there is. */
    synchronized @Nullable Told since(final Reached reached) {
        if (sequence <= reached.sequence()) {
            return null;
        }
        if (told.size() == NowBoards.MOST_OF_TENANT) {
            told.clear();
        }
        return told.computeIfAbsent(reached, this::tell);
    }

    private Told tell(final Reached reached) {
        final WatchNowResponse.Builder message = head.toBuilder();
        parts.forEach((field, part) -> {
            if (part.changedAt() > reached.sequence()) {
                message.setField(field, part.newest());
            }
        });
        final CountedNow decided = counted;
        message.setDecisions(
                decided == null ? NowDecisions.getDefaultInstance() : decided.decisions(reached.decision()));
        final long last = decided == null ? reached.decision() : Math.max(reached.decision(), decided.lastDecision());
        final Reached now = new Reached(sequence, last);
        return new Told(new AnswerStep.Answer(message.build(), position(now)), now);
    }

    /** Spells how far a watcher has come, for one that comes back. */
    String position(final Reached reached) {
        return startMs + "-" + reached.sequence() + "-" + reached.decision();
    }

    /** How far a watcher had come; nothing where that was another start of the node, or no position of ours. */
    synchronized Reached parse(final String position) {
        final String[] numbers = position.split("-", 3);
        try {
            final Reached reached = numbers.length == 3 && Long.parseLong(numbers[0]) == startMs
                    ? new Reached(Long.parseLong(numbers[1]), Long.parseLong(numbers[2]))
                    : Reached.NOTHING;
            return reached.sequence() > sequence || reached.sequence() < 0 ? Reached.NOTHING : reached;
        } catch (final NumberFormatException e) {
            return Reached.NOTHING;
        }
    }
}
