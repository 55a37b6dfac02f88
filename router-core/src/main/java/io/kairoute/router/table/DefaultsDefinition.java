package io.kairoute.router.table;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What holds where nothing else is said.
 *
 * @param occasion the id of the occasion of band NONE
 * @param tier the id of the tier of a contact without a usable profile
 * @param treatment the base of every treatment; queue, script, priority and SLA are present
 * @param whenAmbiguous laid over the base in band AMBIGUOUS; may be {@link TreatmentDefinition#NONE}
 * @param whenClosed laid over where the queue taken is closed and says nothing itself; script, message and offer only
 * @param zone the zone of the rules' local times
 * @param maxAgeMs the age in milliseconds from which a segment set counts as stale; null for never
 * @param staleYieldsDefault true when a stale set yields the default tier, false when it answers and is flagged
 */
public record DefaultsDefinition(
        String occasion,
        String tier,
        TreatmentDefinition treatment,
        TreatmentDefinition whenAmbiguous,
        TreatmentDefinition whenClosed,
        ZoneId zone,
        @Nullable Long maxAgeMs,
        boolean staleYieldsDefault) {}
