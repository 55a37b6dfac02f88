package io.kairoute.bench.micro;

import io.kairoute.bench.gateway.Statistics;
import io.kairoute.bench.segment.LookupKeys;
import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.ManyTenants;
import io.kairoute.bench.subject.MemoryReads;
import io.kairoute.bench.subject.Scenario;
import io.kairoute.bench.subject.Subject;
import io.kairoute.bench.subject.TakenDown;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import net.openhft.chronicle.map.ChronicleMap;

/**
 * Lets every {@link Turn} take its turn, a block of each, in one thread; says once a second what the middle block of each took.
 *
 * <p>Thread-confined: one main thread, and one that empties the ring of what is logged.
 */
final class TurnsMain {
    private static final int CALLS = 1 << 18;
    private static final int BLOCK = 256;
    private static final int TENANTS = 1_000;
    private static final int TENANTS_CUSTOMERS = 100_000;
    private static final long SECOND_NS = 1_000_000_000;
    private static final Random ORDER = new Random(20_261_130);

    private TurnsMain() {}

    /** Arguments: customers, rules, seconds of warm-up, seconds measured. */
    public static void main(final String[] arguments) throws IOException {
        final long customers = Long.parseLong(arguments[0]);
        final int rules = Integer.parseInt(arguments[1]);
        try (Subject subject = new Subject(rules, CustomerSet.open(customers));
                TakenDown takenDown = new TakenDown(subject.tenants());
                MemoryReads memory =
                        new MemoryReads(Files.size(subject.customers().mapFile()));
                ChronicleMap<SegmentKey, ProfileFlyweight> map = ChronicleMap.of(
                                SegmentKey.class, ProfileFlyweight.class)
                        .name("bare")
                        .skipCloseOnExitHook(true)
                        .createPersistedTo(subject.customers().mapFile().toFile())) {
            final Map<Turn, IntSupplier> calls = new EnumMap<>(Turn.class);
            final Contacts plain = Contacts.of(Scenario.HIT, CALLS, customers, rules);
            calls.put(Turn.DECISION, () -> {
                plain.next();
                return subject.route(plain);
            });
            final Contacts tried = Contacts.of(Scenario.EXPERIMENT, CALLS, customers, rules);
            calls.put(Turn.EXPERIMENT, () -> {
                tried.next();
                return subject.route(tried);
            });
            final Contacts logged = Contacts.of(Scenario.HIT, CALLS, customers, rules);
            calls.put(Turn.LOGGED, () -> {
                logged.next();
                return takenDown.route(logged);
            });
            final int few = (int) Math.min(TENANTS_CUSTOMERS, customers);
            calls.put(Turn.ONE_TENANT, ManyTenants.withTablesOfTheirOwn(1, subject.customers(), few)::route);
            calls.put(Turn.SHARED_TABLE, ManyTenants.withOneTable(TENANTS, subject.customers(), few)::route);
            calls.put(
                    Turn.THOUSAND_TENANTS, ManyTenants.withTablesOfTheirOwn(TENANTS, subject.customers(), few)::route);
            final LookupKeys keys = new LookupKeys(subject.customers(), CALLS, customers);
            final ProfileFlyweight profile = new ProfileFlyweight();
            calls.put(Turn.FIND, () -> subject.customers().set().store().profile(keys.next(), profile) < 0 ? 0 : 1);
            calls.put(Turn.GET_USING, () -> map.getUsing(keys.next(), profile) == null ? 0 : 1);
            calls.put(Turn.MEMORY_READ, () -> memory.next() == 0 ? 1 : 0);

            final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            final int warmUp = Integer.parseInt(arguments[2]);
            for (int second = -warmUp; second < Integer.parseInt(arguments[3]); second++) {
                out.println(second(calls));
            }
        }
    }

    private static String second(final Map<Turn, IntSupplier> calls) {
        final Map<Turn, List<Double>> ns = new EnumMap<>(Turn.class);
        final List<Map.Entry<Turn, IntSupplier>> order = new ArrayList<>(calls.entrySet());
        final long end = System.nanoTime() + SECOND_NS;
        while (System.nanoTime() < end) {
            // Whoever comes after the reads of memory finds its caches emptied; that must not always be the same.
            Collections.shuffle(order, ORDER);
            order.forEach(call -> ns.computeIfAbsent(call.getKey(), first -> new ArrayList<>())
                    .add(block(call.getValue())));
        }
        return ns.values().stream()
                .map(blocks -> Double.toString(Statistics.median(blocks)))
                .collect(Collectors.joining(" "));
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
