package io.kairoute.bench.micro;

import io.kairoute.bench.gateway.Statistics;
import io.kairoute.bench.segment.LookupKeys;
import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Scenario;
import io.kairoute.bench.subject.Subject;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import net.openhft.chronicle.map.ChronicleMap;

/**
 * Decides and looks up bare in turns, a block of each, in one thread; says once a second what the middle block of either took.
 *
 * <p>Thread-confined: one main thread.
 */
final class TurnsMain {
    private static final int CALLS = 1 << 18;
    private static final int BLOCK = 256;
    private static final long SECOND_NS = 1_000_000_000;

    private TurnsMain() {}

    /** Arguments: customers, rules, seconds of warm-up, seconds measured. */
    public static void main(final String[] arguments) throws IOException {
        final long customers = Long.parseLong(arguments[0]);
        final int rules = Integer.parseInt(arguments[1]);
        try (Subject subject = new Subject(rules, CustomerSet.open(customers));
                ChronicleMap<SegmentKey, ProfileFlyweight> map = ChronicleMap.of(
                                SegmentKey.class, ProfileFlyweight.class)
                        .name("bare")
                        .skipCloseOnExitHook(true)
                        .createPersistedTo(subject.customers().mapFile().toFile())) {
            final Contacts contacts = Contacts.of(Scenario.HIT, CALLS, customers, rules);
            final LookupKeys keys = new LookupKeys(subject.customers(), CALLS, customers);
            final ProfileFlyweight profile = new ProfileFlyweight();
            final IntSupplier route = () -> {
                contacts.next();
                return subject.route(contacts);
            };
            final IntSupplier getUsing = () -> map.getUsing(keys.next(), profile) == null ? 0 : 1;
            final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            final int warmUp = Integer.parseInt(arguments[2]);
            for (int second = -warmUp; second < Integer.parseInt(arguments[3]); second++) {
                out.println(second(route, getUsing));
            }
        }
    }

    private static String second(final IntSupplier route, final IntSupplier getUsing) {
        final List<Double> routeNs = new ArrayList<>();
        final List<Double> getUsingNs = new ArrayList<>();
        final long end = System.nanoTime() + SECOND_NS;
        while (System.nanoTime() < end) {
            routeNs.add(block(route));
            getUsingNs.add(block(getUsing));
        }
        return Statistics.median(routeNs) + " " + Statistics.median(getUsingNs);
    }

    private static double block(final IntSupplier call) {
        final long start = System.nanoTime();
        int good = 0;
        for (int i = 0; i < BLOCK; i++) {
            good += call.getAsInt() > 0 ? 1 : 0;
        }
        final long took = System.nanoTime() - start;
        if (good < BLOCK) {
            throw new IllegalStateException(BLOCK - good + " of " + BLOCK + " calls found nobody");
        }
        return took / (double) BLOCK;
    }
}
