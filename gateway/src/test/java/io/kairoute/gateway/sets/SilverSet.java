package io.kairoute.gateway.sets;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.ImportSegmentSetRequest;
import io.kairoute.gateway.api.Call;

/** A set of customers who are all silver, imported inside of the node's own process. */
final class SilverSet {
    private SilverSet() {}

    /** Imports and serves customers numbered from 0; returns the set's number. */
    static int load(final TenantSegments segments, final Call actor, final String version, final int customers) {
        final StringBuilder rows = new StringBuilder("id,value\n");
        for (int i = 0; i < customers; i++) {
            rows.append(i).append(",5\n");
        }
        final ImportCall call = ImportCall.begin(
                segments,
                actor,
                ImportSegmentSetRequest.newBuilder()
                        .setHead(Upload.head()
                                .setVersion(version)
                                .setActivate(true)
                                .setReason("again"))
                        .build(),
                new Spools(),
                answer -> {});
        try {
            call.take(ImportSegmentSetRequest.newBuilder()
                    .setChunk(ByteString.copyFromUtf8(rows.toString()))
                    .build());
            call.end();
        } finally {
            call.over();
        }
        return segments.served().number();
    }
}
