package io.kairoute.gateway.control;

import io.kairoute.control.v1.GetTableNamesRequest;
import io.kairoute.control.v1.GetTableNamesResponse;
import io.kairoute.control.v1.TableName;
import io.kairoute.control.v1.TableOccasion;
import io.kairoute.gateway.api.Call;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.TableDefinition;

/** Tells how people call the parts of the current table. Runs on the control thread. */
final class TableNames {
    private TableNames() {}

    /** The names of a tenant's current table. */
    static GetTableNamesResponse of(final TenantControl tenant, final Call actor, final GetTableNamesRequest request) {
        final TableDefinition table = tenant.revisions().needCurrent().definition();
        final GetTableNamesResponse.Builder names = GetTableNamesResponse.newBuilder()
                .setZone(table.defaults().zone().getId());
        table.occasions().forEach(occasion -> names.addOccasions(occasion(occasion)));
        table.tiers().forEach(tier -> names.addTiers(name(tier.id(), tier.name())));
        table.queues().forEach(queue -> names.addQueues(name(queue.id(), queue.name())));
        table.scripts().forEach(script -> names.addScripts(name(script.id(), script.name())));
        return names.build();
    }

    private static TableOccasion occasion(final OccasionDefinition occasion) {
        return TableOccasion.newBuilder()
                .setId(occasion.id())
                .setName(occasion.name())
                .setClearAtBp(occasion.clearAtBp())
                .setAmbiguousAtBp(occasion.ambiguousAtBp())
                .build();
    }

    private static TableName name(final String id, final String name) {
        return TableName.newBuilder().setId(id).setName(name).build();
    }
}
