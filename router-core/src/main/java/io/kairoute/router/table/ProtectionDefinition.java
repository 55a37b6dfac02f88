package io.kairoute.router.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A guardrail that always holds for customers at risk.
 *
 * @param risk the risks that it fits; one in common is enough
 * @param treatment laid over; may be {@link TreatmentDefinition#NONE}
 * @param floorPriority the least priority; null for none
 */
public record ProtectionDefinition(
        String id,
        List<String> risk,
        TreatmentDefinition treatment,
        @Nullable Integer floorPriority) {}
