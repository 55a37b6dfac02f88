package io.kairoute.gateway.control;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.gateway.api.Call;
import io.kairoute.router.Limits;
import io.kairoute.router.live.scope.ScopeFault;
import io.kairoute.router.live.scope.ScopeList;
import io.kairoute.router.table.NearestName;
import io.kairoute.router.table.OccasionDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What a live occasion must be before it is declared. */
final class LiveCheck {
    /** A key without its type that is shorter stands in many a text by chance. */
    private static final int FEWEST_TELLING = 4;

    private static final String EXPIRE_TIME = "live_occasion.expire_time";

    private LiveCheck() {}

    /** One that is asked for, as it is to be declared, checked. */
    static LiveOccasion checked(
            final TenantControl tenant, final Call actor, final LiveOccasion asked, final long nowMs) {
        final LiveOccasion scoped = scoped(tenant, asked);
        final long startMs =
                Checks.start("live_occasion.start_time", asked.hasStartTime(), asked.getStartTime(), nowMs);
        final long expireMs = Checks.time(EXPIRE_TIME, asked.hasExpireTime(), asked.getExpireTime());
        Checks.window(EXPIRE_TIME, startMs, expireMs, nowMs);
        if (asked.hasConfidence() && !(asked.getConfidence() >= 0 && asked.getConfidence() <= 1)) {
            throw ControlRefusal.field(
                    "live_occasion.confidence",
                    "OUT_OF_RANGE",
                    "The field live_occasion.confidence must be from 0 to 1.");
        }
        if (tenant.state().liveLasting(nowMs) >= Limits.LIVE_OCCASIONS) {
            throw ControlRefusal.exhausted(
                    "TOO_MANY_LIVE_OCCASIONS",
                    "There are " + Limits.LIVE_OCCASIONS + " live occasions, which is the most; resolve one first.");
        }
        refuseNaming("live_occasion.reason", asked.getReason(), scoped.getAccountsList());
        refuseNaming("live_occasion.id", asked.getId(), scoped.getAccountsList());
        return scoped.toBuilder()
                .setId(id(tenant, asked))
                .setConfidence(asked.hasConfidence() ? asked.getConfidence() : 1.0)
                .setStartTime(Timestamps.fromMillis(startMs))
                .setExpireTime(Timestamps.fromMillis(expireMs))
                .setReason(Checks.needed("live_occasion.reason", asked.getReason()))
                .setDeclaredBy(actor.name())
                .setDeclareTime(Timestamps.fromMillis(nowMs))
                .build();
    }

    /** The occasion and scope of one that is asked for, checked; the rest is left out. */
    static LiveOccasion scoped(final TenantControl tenant, final LiveOccasion asked) {
        final List<String> known = tenant.revisions().needCurrent().definition().occasions().stream()
                .map(OccasionDefinition::id)
                .toList();
        final String occasion = Checks.needed("live_occasion.occasion", asked.getOccasion());
        if (!known.contains(occasion)) {
            throw ControlRefusal.field(
                    "live_occasion.occasion",
                    "UNKNOWN_OCCASION",
                    "The current revision has no occasion of this name" + NearestName.hint(occasion, known));
        }
        return LiveOccasion.newBuilder()
                .setOccasion(occasion)
                .addAllRegions(scope(ScopeList.REGIONS, asked.getRegionsList()))
                .addAllProducts(scope(ScopeList.PRODUCTS, asked.getProductsList()))
                .addAllAccounts(scope(ScopeList.ACCOUNTS, asked.getAccountsList()))
                .addAllEntryPoints(scope(ScopeList.ENTRY_POINTS, asked.getEntryPointsList()))
                .addAllChannels(scope(ScopeList.CHANNELS, asked.getChannelsList()))
                .build();
    }

    // Where none is asked for, the fold makes one.
    private static String id(final TenantControl tenant, final LiveOccasion asked) {
        final String id = Checks.text("live_occasion.id", asked.getId());
        if (id.isEmpty()) {
            return "";
        }
        if (!id.matches("[A-Za-z0-9._~-]+")) {
            throw ControlRefusal.field(
                    "live_occasion.id", "BAD_ID", "An id is made of letters, digits and the signs . _ ~ - only.");
        }
        if (tenant.state().live().containsKey(id)) {
            throw ControlRefusal.exists(
                    "LIVE_OCCASION_EXISTS", "There is a live occasion of this id; extend that one.");
        }
        return id;
    }

    private static List<String> scope(final ScopeList list, final List<String> values) {
        final String field = "live_occasion." + list.name().toLowerCase(Locale.ROOT);
        return list.checked(values, (fault, value) -> refusal(fault, field));
    }

    private static ControlRefusal refusal(final ScopeFault fault, final String field) {
        return switch (fault) {
            case TOO_MANY_VALUES ->
                ControlRefusal.field(
                        field,
                        "LIMIT_EXCEEDED",
                        "The list " + field + " holds at most " + Limits.SCOPE_VALUES + " values.");
            case EMPTY -> Checks.missing(field);
            case TOO_LONG -> Checks.tooLong(field);
            case TOO_MANY_LEVELS ->
                ControlRefusal.field(
                        field, "LIMIT_EXCEEDED", "A region has at most " + Limits.REGION_LEVELS + " levels.");
            case ODD_LEVEL ->
                ControlRefusal.field(
                        field,
                        "BAD_REGION",
                        "A region has one hyphen between two levels, as AU-VIC, none at its ends, and no blank around a level.");
            case NOT_TYPED -> Checks.untyped(field);
            case UNKNOWN_CHANNEL ->
                ControlRefusal.field(
                        field,
                        "UNKNOWN_CHANNEL",
                        "A channel is one of " + String.join(", ", ScopeList.NAMES_OF_CHANNELS) + ".");
        };
    }

    /** Refuses a text of the audit trail that names an account of the scope, which could never go from there. */
    static void refuseNaming(final String field, final String text, final Collection<String> accounts) {
        for (final String account : accounts) {
            final String bare = account.substring(account.indexOf(':') + 1);
            if (text.contains(account) || (bare.length() >= FEWEST_TELLING && text.contains(bare))) {
                throw ControlRefusal.field(
                        field,
                        "NAMES_AN_ACCOUNT",
                        "The field " + field + " goes into the audit trail and must not hold an account key.");
            }
        }
    }
}
