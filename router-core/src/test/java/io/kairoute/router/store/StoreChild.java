package io.kairoute.router.store;

import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** What the crash tests run in a JVM of its own: opens a data directory, and loads or reads in it until it is killed. */
public final class StoreChild {
    private StoreChild() {}

    /** Arguments: what to do, the directory, and for loading the number of keys. */
    public static void main(final String[] arguments) throws IOException {
        try (DataDirectory data = DataDirectory.open(Path.of(arguments[1]), "child", InstantSource.system())) {
            switch (arguments[0]) {
                case "open" -> {
                    System.out.println("opened");
                    System.in.read();
                }
                case "load" -> loadForever(data, Integer.parseInt(arguments[2]));
                case "read" -> readForever(data);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        } catch (final StoreException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }

    private static void loadForever(final DataDirectory data, final int keys) {
        final TenantFolder tenant = data.tenant("default");
        final SegmentSets sets =
                new SegmentSets(tenant, TenantSecret.open(tenant).hasher(), InstantSource.system());
        for (int load = 1; ; load++) {
            System.out.println("loading");
            final int number = SetFixture.load(sets, "load-" + load, keys);
            System.out.println("loaded " + number);
            sets.activate(number);
            System.out.println("activated " + number);
        }
    }

    private static void readForever(final DataDirectory data) {
        final TenantFolder tenant = data.tenant("default");
        final SegmentSets sets =
                new SegmentSets(tenant, TenantSecret.open(tenant).hasher(), InstantSource.system());
        final SegmentOpening opening = sets.openActive();
        final OpenSegmentSet set = opening.set();
        if (set == null) {
            throw new AssertionError(opening.notes());
        }
        System.out.println("serving " + set.manifest().number() + " " + opening.notes());
        final SegmentKey key = new SegmentKey();
        final ProfileFlyweight profile = new ProfileFlyweight();
        for (long i = 0; ; i++) {
            set.store().record(SetFixture.key(key, (int) (i % set.header().keys())), profile);
        }
    }
}
