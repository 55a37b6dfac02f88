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
import io.kairoute.control.v1.SegmentSetActivated;
import io.kairoute.control.v1.TierMigration;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.Checks;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.imports.ImportTally;
import io.kairoute.gateway.sets.SetActivation.Change;
import io.kairoute.gateway.sets.SetStatistics.Counted;
import io.kairoute.gateway.sets.SetStatistics.Since;
import io.kairoute.router.store.SegmentSetManifest;
import java.util.Comparator;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Lists segment sets, and switches between them. */
final class SetMethods {
    private static final long MS_PER_SECOND = 1_000;

    ListSegmentSetsResponse list(
            final TenantSegments segments, final Call actor, final ListSegmentSetsRequest request) {
        final ListSegmentSetsResponse.Builder response = ListSegmentSetsResponse.newBuilder();
        segments.kept().manifests().forEach(manifest -> response.addSegmentSets(message(segments, manifest)));
        return response.build();
    }

    ActivateSegmentSetResponse activate(
            final TenantSegments segments, final Call actor, final ActivateSegmentSetRequest request) {
        final SegmentSetActivated activated = segments.activation()
                .activate(
                        new Change(
                                actor,
                                Checks.needed("reason", request.getReason()),
                                Checks.text("request_id", request.getRequestId()),
                                request),
                        request.getNumber());
        return ActivateSegmentSetResponse.newBuilder()
                .setSegmentSet(message(segments, activated))
                .setBefore(activated.getBefore())
                .build();
    }

    RollbackSegmentSetResponse rollBack(
            final TenantSegments segments, final Call actor, final RollbackSegmentSetRequest request) {
        final SegmentSetActivated activated = segments.activation()
                .rollBack(new Change(
                        actor,
                        Checks.needed("reason", request.getReason()),
                        Checks.text("request_id", request.getRequestId()),
                        request));
        return RollbackSegmentSetResponse.newBuilder()
                .setSegmentSet(message(segments, activated))
                .setBefore(activated.getBefore())
                .build();
    }

    /**
     * Counts who is in a set.
     *
     * @param isUnwanted whether nobody waits for it any more
     */
    GetSegmentStatisticsResponse statistics(
            final TenantSegments segments,
            final GetSegmentStatisticsRequest request,
            final BooleanSupplier isUnwanted) {
        final KeptSets kept = segments.kept();
        final int number = request.getNumber() == 0 ? segments.served().number() : request.getNumber();
        final SegmentSetManifest set = need(kept, "number", number);
        final SegmentSetManifest before = request.getCompareWith() == 0
                ? kept.manifests().stream()
                        .filter(manifest -> manifest.number() < number)
                        .findFirst()
                        .orElse(null)
                : need(kept, "compare_with", request.getCompareWith());
        final Counted counted = segments.statistics().count(set, before, isUnwanted);
        final GetSegmentStatisticsResponse.Builder response = GetSegmentStatisticsResponse.newBuilder()
                .setSegmentSet(message(segments, set))
                .setAgeS(counted.ageMs() / MS_PER_SECOND)
                .setFill(counted.fill())
                .setCorrections(segments.served().correctionCount())
                .setWithheld(counted.customers().withheld())
                .setLookedUp(counted.lookups().lookedUp())
                .setUnknown(counted.lookups().unknown());
        counted.tiers().forEach((tier, count) -> response.addTiers(count(tier, count)));
        final ImportTally tally = counted.customers().tally();
        tally.known().forEach((attribute, count) -> response.addKnown(count(attribute.key(), count)));
        tally.risks(set.header().words()).forEach((risk, count) -> response.addRisks(count(risk, count)));
        final Since since = counted.since();
        if (since != null && before != null) {
            compare(response, counted.customers(), since);
            response.setCompared(message(segments, before));
        }
        return response.build();
    }

    private static void compare(
            final GetSegmentStatisticsResponse.Builder response, final SetComparison customers, final Since since) {
        customers.moves().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(move -> response.addMigrations(TierMigration.newBuilder()
                        .setFrom(move.getKey().from())
                        .setTo(move.getKey().to())
                        .setCustomers(move.getValue())));
        response.setJoined(customers.joined())
                .setLeft(since.left())
                .setStabilityIndex(since.stabilityIndex())
                .setShifted(since.stabilityIndex() > SetComparison.SHIFTED);
    }

    private static SegmentSetManifest need(final KeptSets kept, final String field, final int number) {
        final SegmentSetManifest manifest = kept.manifest(number);
        if (manifest == null) {
            throw ControlRefusal.notFound(
                    "NO_SUCH_SET",
                    number == 0
                            ? "No segment set is served, so name one in the field " + field + "."
                            : "No segment set " + number + " is kept, as the field " + field
                                    + " asks; kairoute segments list, or ListSegmentSets, names those that are.");
        }
        return manifest;
    }

    private static Count count(final String name, final long count) {
        return Count.newBuilder().setName(name).setCount(count).build();
    }

    /** A set that was activated, as it stands now; by number and version alone where it is kept no more. */
    private static SegmentSet message(final TenantSegments segments, final SegmentSetActivated activated) {
        final SegmentSetManifest manifest = segments.kept().manifest(activated.getAfter());
        return manifest == null
                ? SegmentSet.newBuilder()
                        .setNumber(activated.getAfter())
                        .setVersion(activated.getVersion())
                        .build()
                : message(segments, manifest);
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
                .setActive(manifest.number() == segments.kept().activeNumber())
                .setServed(manifest.number() == segments.served().number())
                .build();
    }
}
