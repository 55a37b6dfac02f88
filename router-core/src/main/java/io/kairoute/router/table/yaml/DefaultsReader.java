package io.kairoute.router.table.yaml;

import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what holds where nothing else is said. */
final class DefaultsReader {
    /** The zone of the rules' local times where the document names none. */
    static final ZoneId UTC = ZoneId.of("UTC");

    /** What happens to a segment set that is too old. */
    enum WhenStale {
        /** It answers, and is flagged. */
        ANSWER,
        /** The default tier stands in. */
        DEFAULT;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final ScalarType<WhenStale> WHEN_STALE =
            ScalarType.choice("a rule for stale sets", WhenStale.values(), WhenStale::key);
    private static final DefaultsDefinition MISSING = new DefaultsDefinition(
            "", "", TreatmentDefinition.NONE, TreatmentDefinition.NONE, TreatmentDefinition.NONE, UTC, null, false);

    private DefaultsReader() {}

    static DefaultsDefinition read(final @Nullable MapCursor defaults) {
        if (defaults == null) {
            return MISSING;
        }
        final MapCursor segments = defaults.map("segments", TableKeys.SEGMENTS);
        return new DefaultsDefinition(
                defaults.text("occasion"),
                defaults.text("tier"),
                TreatmentReader.read(defaults, "treatment"),
                TreatmentReader.read(defaults, "when_ambiguous"),
                TreatmentReader.read(defaults, "when_closed"),
                defaults.read("zone", ScalarType.ZONE, UTC),
                segments == null ? null : segments.read("max_age", ScalarType.DURATION),
                segments != null && segments.read("when_stale", WHEN_STALE, WhenStale.ANSWER) == WhenStale.DEFAULT);
    }
}
