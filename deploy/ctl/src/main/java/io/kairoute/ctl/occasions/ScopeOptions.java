package io.kairoute.ctl.occasions;

import io.kairoute.control.v1.LiveOccasion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which contacts a live occasion is for. */
final class ScopeOptions {
    @Option(names = "--region", paramLabel = "REGION", split = ",", description = "Only there; each fits all below it.")
    private @Nullable List<String> regions;

    @Option(names = "--product", paramLabel = "PRODUCT", split = ",", description = "Only these products.")
    private @Nullable List<String> products;

    @Option(names = "--account", paramLabel = "KEY", split = ",", description = "Only these account keys.")
    private @Nullable List<String> accounts;

    @Option(names = "--entry-point", paramLabel = "ID", split = ",", description = "Only these entry points.")
    private @Nullable List<String> entryPoints;

    @Option(names = "--channel", paramLabel = "CHANNEL", split = ",", description = "Only these channels.")
    private @Nullable List<String> channels;

    /** Whether nothing narrows it down, so that every contact fits. */
    boolean isEverything() {
        return occasion("").build().equals(LiveOccasion.getDefaultInstance());
    }

    /** A live occasion of this scope. */
    LiveOccasion.Builder occasion(final String occasion) {
        return LiveOccasion.newBuilder()
                .setOccasion(occasion)
                .addAllRegions(all(regions))
                .addAllProducts(all(products))
                .addAllAccounts(all(accounts))
                .addAllEntryPoints(all(entryPoints))
                .addAllChannels(all(channels));
    }

    // People put a blank behind a comma; nothing fits a value with a blank before it.
    private static List<String> all(final @Nullable List<String> values) {
        return values == null ? List.of() : values.stream().map(String::strip).toList();
    }
}
