package io.kairoute.router.reference;

import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import io.kairoute.router.table.TableDefinition;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything but the request and the clock that a decision depends on.
 *
 * @param secretHex the tenant's secret, 16 bytes in 32 hexadecimal digits
 * @param revision the revision in force
 * @param revisions every retained revision, the one in force included
 * @param segments the opened segment set; null when there is none
 * @param storeAvailable false when the segment store cannot answer at all
 * @param trustClientTimestamps whether a request's timestamp counts as now
 */
public record Scenario(
        String tenantId,
        String secretHex,
        long revision,
        Map<Long, TableDefinition> revisions,
        List<LiveOccasion> live,
        List<QueueOverride> overrides,
        List<QueueState> states,
        Switches switches,
        @Nullable ReferenceSegmentSet segments,
        boolean storeAvailable,
        boolean trustClientTimestamps) {

    /** The table in force. */
    public TableDefinition table() {
        return table(revision);
    }

    /** A retained table. */
    public TableDefinition table(final long retained) {
        return Objects.requireNonNull(revisions.get(retained), "not retained");
    }

    /** The tenant's secret. */
    public byte[] secret() {
        return HexFormat.of().parseHex(secretHex);
    }
}
