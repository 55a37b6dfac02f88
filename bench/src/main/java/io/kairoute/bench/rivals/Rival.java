package io.kairoute.bench.rivals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.bench.process.Child;
import io.kairoute.ctl.outcome.Refusal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One engine, loaded with one table, in a process beside ours. Thread-confined: owned by a run. */
final class Rival implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String engine;
    private final int rows;
    private final Child child;
    private RivalClock.Warm warm = new RivalClock.Warm(false, 0);

    Rival(final String engine, final int rows, final Child child) {
        this.engine = engine;
        this.rows = rows;
        this.child = child;
    }

    /** Waits until it has loaded its table and answered every row as the table does; its garbage collectors. */
    String loaded() {
        return String.join(", ", read(child.readLine(), RivalMain.Loaded.class).collectors());
    }

    /** Makes it warm; a sentence about it. */
    String warm(final int mostS) {
        warm = read(child.ask("warm " + mostS), RivalClock.Warm.class);
        return String.format(
                Locale.ROOT, warm.isSteady() ? "warm after %.0f s" : "not steady after %.0f s", warm.seconds());
    }

    /** Measures it once: nanoseconds for one decision. */
    double measure(final int millis) {
        return read(child.ask("measure " + millis), RivalMain.Measured.class).ns();
    }

    /** What was measured, round after round. */
    RivalTiming timing(final List<Double> ns) {
        return new RivalTiming(engine, rows, warm.isSteady(), warm.seconds(), ns);
    }

    private <T> T read(final @Nullable String line, final Class<T> as) {
        try {
            if (line != null) {
                return JSON.readValue(line, as);
            }
        } catch (final JsonProcessingException e) {
            throw new Refusal("The rival " + engine + " said what cannot be read: " + line, e);
        }
        throw new Refusal("The rival " + engine + " failed; its own words stand above.");
    }

    @Override
    public void close() {
        child.close();
    }
}
