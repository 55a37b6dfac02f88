package io.kairoute.router.table.yaml;

import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TierDefinition.CapsDefinition;
import org.jspecify.annotations.Nullable;

/** Reads the card of one tier. */
final class TierReader {
    private TierReader() {}

    static TierDefinition read(final MapCursor tier) {
        final MapCursor success = tier.map("success", TableKeys.SUCCESS);
        return new TierDefinition(
                tier.text("id"),
                tier.text("name"),
                tier.text("definition"),
                tier.text("owner"),
                tier.text("cadence"),
                tier.read("version", ScalarType.INTEGER, 0),
                success == null ? "" : success.text("metric"),
                success == null ? 0 : success.read("target", ScalarType.SHARE, 0),
                tier.read("review_by", ScalarType.DATE),
                caps(tier.map("caps", TableKeys.CAPS)),
                TreatmentReader.read(tier, "treatment"),
                tier.read("recognize", ScalarType.TEXT),
                tier.read("parent", ScalarType.TEXT));
    }

    private static CapsDefinition caps(final @Nullable MapCursor caps) {
        return caps == null
                ? CapsDefinition.NONE
                : new CapsDefinition(
                        caps.read("priority", ScalarType.INTEGER),
                        caps.read("effort", ScalarType.INTEGER),
                        caps.texts("queues"),
                        caps.read("instead", ScalarType.TEXT));
    }
}
