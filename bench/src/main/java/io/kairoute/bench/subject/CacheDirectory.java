package io.kairoute.bench.subject;

import java.nio.file.Path;

/** Where sets are kept between runs: {@code -Dkairoute.bench.cache}, or {@code bench/target/cache} of the checkout. */
public final class CacheDirectory {
    /** The system property that names another place. */
    public static final String PROPERTY = "kairoute.bench.cache";

    private CacheDirectory() {}

    /** The directory; it need not exist yet. */
    public static Path path() {
        final String told = System.getProperty(PROPERTY);
        return told == null ? Checkout.target().resolve("cache") : Path.of(told);
    }
}
