package io.kairoute.gateway.sets;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.ActivateSegmentSetRequest;
import io.kairoute.control.v1.ActivateSegmentSetResponse;
import io.kairoute.control.v1.Count;
import io.kairoute.control.v1.GetSegmentStatisticsRequest;
import io.kairoute.control.v1.GetSegmentStatisticsResponse;
import io.kairoute.control.v1.ListSegmentSetsRequest;
import io.kairoute.control.v1.ListSegmentSetsResponse;
import io.kairoute.control.v1.RollbackSegmentSetRequest;
import io.kairoute.control.v1.RollbackSegmentSetResponse;
import io.kairoute.control.v1.SegmentSet;
import io.kairoute.control.v1.TierMigration;
import io.kairoute.gateway.control.Actor;
import io.kairoute.gateway.control.Checks;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.SegmentSetManifest;
import java.util.Comparator;
import java.util.Map;

/** Lists segment sets, and switches between them. */
final class SetMethods {
    private static final long MS_PER_SECOND = 1_000;
    private static final long RECENT_MS = 3_600_000;

    ListSegmentSetsResponse list(
            final TenantSegments segments, final Actor actor, final ListSegmentSetsRequest request) {
        final ListSegmentSetsResponse.Builder response = ListSegmentSetsResponse.newBuilder();
        segments.manifests().forEach(manifest -> response.addSegmentSets(message(segments, manifest)));
        return response.build();
    }

    ActivateSegmentSetResponse activate(
            final TenantSegments segments, final Actor actor, final ActivateSegmentSetRequest request) {
        final String reason = Checks.needed("reason", request.getReason());
        final int before = segments.activeNumber();
        final SegmentSetManifest activated = segments.activate(actor, request.getNumber(), reason);
        return ActivateSegmentSetResponse.newBuilder()
                .setSegmentSet(message(segments, activated))
                .setBefore(before)
                .build();
    }

    RollbackSegmentSetResponse rollBack(
            final TenantSegments segments, final Actor actor, final RollbackSegmentSetRequest request) {
        final String reason = Checks.needed("reason", request.getReason());
        final int before = segments.activeNumber();
        final SegmentSetManifest activated = segments.rollBack(actor, reason);
        return RollbackSegmentSetResponse.newBuilder()
                .setSegmentSet(message(segments, activated))
                .setBefore(before)
                .build();
    }

    GetSegmentStatisticsResponse statistics(
            final TenantSegments segments, final Actor actor, final GetSegmentStatisticsRequest request) {
        final int number = request.getNumber() == 0 ? segments.servedNumber() : request.getNumber();
        final SegmentSetManifest set = need(segments, "number", number);
        final SegmentSetManifest before = request.getCompareWith() == 0
                ? segments.manifests().stream()
                        .filter(manifest -> manifest.number() < number)
                        .findFirst()
                        .orElse(null)
                : need(segments, "compare_with", request.getCompareWith());
        // Read before the sets are held: a correction must not wait for an hour of decisions.
        final RecentLookups lookups = segments.lookups(System.currentTimeMillis() - RECENT_MS);
        return segments.withSets(number, before == null ? null : before.number(), (one, other) -> {
            final GetSegmentStatisticsResponse.Builder response = GetSegmentStatisticsResponse.newBuilder()
                    .setSegmentSet(message(segments, set))
                    .setAgeS(Math.max(
                                    0, System.currentTimeMillis() - one.header().sourceTimeMs())
                            / MS_PER_SECOND)
                    .setFill(one.store().fill())
                    .setCorrections(segments.corrections());
            final SetComparison counted = SetComparison.of(one, other);
            final Map<String, Long> tiers = counted.tally().tiers(one.header().words());
            tiers.forEach((tier, count) -> response.addTiers(count(tier, count)));
            counted.tally().known().forEach((attribute, count) -> response.addKnown(count(attribute.key(), count)));
            counted.tally().risks(one.header().words()).forEach((risk, count) -> response.addRisks(count(risk, count)));
            response.setWithheld(counted.withheld());
            response.setLookedUp(lookups.lookedUp()).setUnknown(lookups.unknown());
            if (other != null && before != null) {
                compare(response, counted, tiers, other);
                response.setCompared(message(segments, before));
            }
            return response.build();
        });
    }

    private static void compare(
            final GetSegmentStatisticsResponse.Builder response,
            final SetComparison counted,
            final Map<String, Long> tiers,
            final OpenSegmentSet before) {
        final SetComparison then = SetComparison.of(before, null);
        final Map<String, Long> tiersThen = then.tally().tiers(before.header().words());
        counted.moves().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(move -> response.addMigrations(TierMigration.newBuilder()
                        .setFrom(move.getKey().from())
                        .setTo(move.getKey().to())
                        .setCustomers(move.getValue())));
        final double index = SetComparison.stabilityIndex(tiersThen, tiers);
        response.setJoined(counted.joined())
                .setLeft(tiersThen.values().stream().mapToLong(Long::longValue).sum() - counted.stayed())
                .setStabilityIndex(index)
                .setShifted(index > SetComparison.SHIFTED);
    }

    private static SegmentSetManifest need(final TenantSegments segments, final String field, final int number) {
        final SegmentSetManifest manifest = segments.manifest(number);
        if (manifest == null) {
            throw ControlRefusal.notFound(
                    "NO_SUCH_SET",
                    number == 0
                            ? "No segment set is served, so name one in the field " + field + "."
                            : "No segment set " + number + " is kept, as the field " + field + " asks.");
        }
        return manifest;
    }

    private static Count count(final String name, final long count) {
        return Count.newBuilder().setName(name).setCount(count).build();
    }

    /** A set as callers see it. */
    static SegmentSet message(final TenantSegments segments, final SegmentSetManifest manifest) {
        return SegmentSet.newBuilder()
                .setNumber(manifest.number())
                .setVersion(manifest.header().version())
                .setSourceTime(Timestamps.fromMillis(manifest.header().sourceTimeMs()))
                .setImportTime(Timestamps.fromMillis(manifest.importedAtMs()))
                .setCustomers(manifest.header().customers())
                .setKeys(manifest.header().keys())
                .setBytes(manifest.seal().fileBytes())
                .setActive(manifest.number() == segments.activeNumber())
                .setServed(manifest.number() == segments.servedNumber())
                .build();
    }
}
