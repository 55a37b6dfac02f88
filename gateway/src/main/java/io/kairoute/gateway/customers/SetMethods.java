package io.kairoute.gateway.customers;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.ActivateSegmentSetRequest;
import io.kairoute.control.v1.ActivateSegmentSetResponse;
import io.kairoute.control.v1.ListSegmentSetsRequest;
import io.kairoute.control.v1.ListSegmentSetsResponse;
import io.kairoute.control.v1.RollbackSegmentSetRequest;
import io.kairoute.control.v1.RollbackSegmentSetResponse;
import io.kairoute.control.v1.SegmentSet;
import io.kairoute.gateway.control.Actor;
import io.kairoute.gateway.control.Checks;
import io.kairoute.router.store.SegmentSetManifest;

/** Lists segment sets, and switches between them. */
final class SetMethods {
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
