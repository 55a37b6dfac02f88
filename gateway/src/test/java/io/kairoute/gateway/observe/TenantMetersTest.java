package io.kairoute.gateway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.gateway.TestTables;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TenantDirectory;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantMetersTest {
    private static final int PUBLISHED = 20_000;
    private static final String SHOWN = "kairoute_segment_set{tenant=\"telco\",version=\"";

    private final TenantDirectory tenants = new TenantDirectory(List.of("telco"));

    @ParameterizedTest
    @ValueSource(strings = {"one", "two"})
    void shouldShowATenantsSetOnceInEveryScrapeWhileSnapshotsArePublished(final String next) {
        final List<Snapshot> published = List.of(TestTables.withSet("telco", "one"), TestTables.withSet("telco", next));
        tenants.holder(0).publish(published.get(0));
        try (GatewayMeters meters = new GatewayMeters(1)) {
            final TenantMeters looking = new TenantMeters(tenants, meters.registry(), () -> Instant.EPOCH);
            final AtomicBoolean isOver = new AtomicBoolean();
            final CompletableFuture<Integer> scrapes = CompletableFuture.supplyAsync(() -> {
                int scraped = 0;
                do {
                    assertEquals(1, shown(meters.scrape()));
                    scraped++;
                } while (!isOver.get());
                return scraped;
            });

            for (int i = 0; i < PUBLISHED && !scrapes.isDone(); i++) {
                tenants.holder(0).publish(published.get(i % 2));
                looking.look();
            }
            isOver.set(true);

            System.out.println("scraped " + scrapes.join() + " times while snapshots were published");
        }
    }

    private static long shown(final String scrape) {
        return scrape.lines().filter(line -> line.startsWith(SHOWN)).count();
    }
}
