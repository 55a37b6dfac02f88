package io.kairoute.node.demo;

import io.kairoute.node.contacts.Contact;
import io.kairoute.routing.v1.RouteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The contacts that go on coming after the demo's day: those of the day again, as if they came now.
 *
 * <p>Twenty a second, on an ordinary day. A minute after the beginning fibre fails in Florida, and at first as many again call for that;
 * half an hour later it works, and the hour begins anew. Thread-confined: owned by whoever sends them.
 */
final class LivingContacts {
    /** How many are asked for in a second. */
    static final int TICKS_A_SECOND = 20;

    private static final int MOST_KEPT = 2_000;
    private static final long SEED = 20_260_624L;
    private static final int OUTAGE_FROM_S = 60;
    private static final int OUTAGE_S = 1_800;
    private static final int HOUR_S = 3_600;

    private final List<RouteRequest> everyday = new ArrayList<>();
    private final List<RouteRequest> outage = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private long tick;
    private long sent;

    /** Keeps one of the day's contacts, if there is room, to come again. */
    void keep(final Contact contact) {
        final List<RouteRequest> kept = isOfOutage(contact) ? outage : everyday;
        if (kept.size() < MOST_KEPT) {
            kept.add(contact.request());
        }
    }

    /** Those that come in the next twentieth of a second: one or two; none where the day had none. */
    List<RouteRequest> next() {
        final double second = tick++ / (double) TICKS_A_SECOND;
        final List<RouteRequest> coming = new ArrayList<>(2);
        add(coming, everyday);
        if (random.nextDouble() < strength(second)) {
            add(coming, outage);
        }
        return coming;
    }

    /** How much of the outage there is: nothing before it, all at its beginning, less and less until its end. */
    private static double strength(final double second) {
        final double since = second % HOUR_S - OUTAGE_FROM_S;
        return since < 0 || since >= OUTAGE_S ? 0 : 1 - since / OUTAGE_S;
    }

    private void add(final List<RouteRequest> coming, final List<RouteRequest> kept) {
        if (!kept.isEmpty()) {
            coming.add(kept.get(random.nextInt(kept.size())).toBuilder()
                    .setContactId("live-" + ++sent)
                    .clearTimestamp()
                    .build());
        }
    }

    private static boolean isOfOutage(final Contact contact) {
        if (contact.at() == null || !contact.request().getRegion().equals(DemoDay.OUTAGE_REGION)) {
            return false;
        }
        final int second = contact.at().atZone(DemoDay.ZONE).toLocalTime().toSecondOfDay();
        return second >= DemoDay.OUTAGE_FROM_MINUTE * 60
                && second < DemoDay.OUTAGE_UNTIL_MINUTE * 60
                && contact.request().getIntent().matches("no_internet|intermittent|slow_internet");
    }
}
