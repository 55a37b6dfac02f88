package io.kairoute.gateway.history.replay;

import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.TableDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what a simulated table does differently. Thread-confined: owned by its simulation. */
public final class SimulationReport {
    private static final int WORST = 10;
    private static final long HOUR_MS = 3_600_000;
    private static final long MS_PER_POINT = 1_000;

    private final Map<String, @Nullable Integer> capacity = new HashMap<>();
    private final Map<String, Shift> byOccasion = new TreeMap<>();
    private final Map<String, Shift> byTier = new TreeMap<>();
    private final Map<String, Load> byQueue = new TreeMap<>();
    private final PriorityQueue<WorstCase> worst = new PriorityQueue<>(Comparator.comparingLong(WorstCase::harm));
    private long contacts;
    private long skipped;
    private long movedQueue;
    private long otherOccasion;
    private long otherTier;

    SimulationReport(final TableDefinition table) {
        for (final QueueDefinition queue : table.queues()) {
            capacity.put(queue.id(), queue.capacity());
        }
    }

    /** What a group of contacts would have got. */
    public static final class Shift {
        private long contacts;
        private long moved;
        private long priority;
        private long slaMs;

        /** Contacts of the group. */
        public long contacts() {
            return contacts;
        }

        /** Those that would go to another queue. */
        public long moved() {
            return moved;
        }

        /** The mean change of priority. */
        public double meanPriority() {
            return contacts == 0 ? 0 : (double) priority / contacts;
        }

        /** The mean change of the SLA, seconds. */
        public double meanSlaSeconds() {
            return contacts == 0 ? 0 : (double) slaMs / contacts / MS_PER_POINT;
        }
    }

    /** What a queue would have got. */
    public static final class Load {
        private final Map<Long, Integer> hours = new HashMap<>();
        private long before;
        private long after;

        /** Contacts as it was. */
        public long before() {
            return before;
        }

        /** Contacts as it would be. */
        public long after() {
            return after;
        }

        /** Contacts of the busiest hour as it would be. */
        public int busiestHour() {
            return hours.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        }
    }

    /**
     * One contact that would fare worse.
     *
     * @param harm points of priority lost and seconds of SLA gained
     */
    public record WorstCase(long atMs, SimulatedContact before, SimulatedContact after, long harm) {}

    void skip() {
        skipped++;
    }

    void add(final long atMs, final SimulatedContact before, final SimulatedContact after) {
        contacts++;
        final boolean isMoved = !before.queue().equals(after.queue());
        movedQueue += isMoved ? 1 : 0;
        otherOccasion += before.occasion().equals(after.occasion()) ? 0 : 1;
        otherTier += before.tier().equals(after.tier()) ? 0 : 1;
        shift(byOccasion, before.occasion(), before, after, isMoved);
        shift(byTier, before.tier(), before, after, isMoved);
        load(before.queue()).before++;
        final Load load = load(after.queue());
        load.after++;
        load.hours.merge(Math.floorDiv(atMs, HOUR_MS), 1, Integer::sum);
        final long harm = before.priority() - after.priority() + (after.slaMs() - before.slaMs()) / MS_PER_POINT;
        final WorstCase least = worst.peek();
        if (harm > 0 && (worst.size() < WORST || (least != null && harm > least.harm()))) {
            worst.add(new WorstCase(atMs, before, after, harm));
            if (worst.size() > WORST) {
                worst.poll();
            }
        }
    }

    /** Contacts that were decided again. */
    public long contacts() {
        return contacts;
    }

    /** Decisions that could not be: the server's deadline made them. */
    public long skipped() {
        return skipped;
    }

    /** Contacts that would go to another queue. */
    public long movedQueue() {
        return movedQueue;
    }

    /** Contacts that would be another occasion. */
    public long otherOccasion() {
        return otherOccasion;
    }

    /** Contacts that would be of another tier. */
    public long otherTier() {
        return otherTier;
    }

    /** By the occasion that it was. */
    public Map<String, Shift> byOccasion() {
        return byOccasion;
    }

    /** By the tier that it was. */
    public Map<String, Shift> byTier() {
        return byTier;
    }

    /** By queue. */
    public Map<String, Load> byQueue() {
        return byQueue;
    }

    /** What a queue can take in an hour; null where the table does not say. */
    public @Nullable Integer capacity(final String queue) {
        return capacity.get(queue);
    }

    /** Those that would fare worst, the worst first. */
    public List<WorstCase> worst() {
        final List<WorstCase> cases = new ArrayList<>(worst);
        cases.sort(Comparator.comparingLong(WorstCase::harm).reversed());
        return cases;
    }

    private Load load(final String queue) {
        return byQueue.computeIfAbsent(queue, id -> new Load());
    }

    private static void shift(
            final Map<String, Shift> groups,
            final String group,
            final SimulatedContact before,
            final SimulatedContact after,
            final boolean isMoved) {
        final Shift shift = groups.computeIfAbsent(group, id -> new Shift());
        shift.contacts++;
        shift.moved += isMoved ? 1 : 0;
        shift.priority += after.priority() - before.priority();
        shift.slaMs += after.slaMs() - before.slaMs();
    }
}
