package io.kairoute.gateway.control;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.DeclareLiveOccasionResponse;
import io.kairoute.control.v1.ExtendLiveOccasionRequest;
import io.kairoute.control.v1.ExtendLiveOccasionResponse;
import io.kairoute.control.v1.ListLiveOccasionsRequest;
import io.kairoute.control.v1.ListLiveOccasionsResponse;
import io.kairoute.control.v1.LiveAccountsForgotten;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.LiveOccasionDeclared;
import io.kairoute.control.v1.LiveOccasionExtended;
import io.kairoute.control.v1.LiveOccasionResolved;
import io.kairoute.control.v1.ResolveLiveOccasionRequest;
import io.kairoute.control.v1.ResolveLiveOccasionResponse;
import io.kairoute.control.v1.WatchLiveOccasionsResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.ScopeKey;
import io.kairoute.router.Limits;
import io.kairoute.router.Router;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.signal.Signals;
import io.kairoute.router.table.NearestName;
import io.kairoute.router.table.OccasionDefinition;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Declares, extends, resolves, lists and announces live occasions. Thread-confined: its methods run on the control thread.
 */
public final class LiveOccasions {
    /** How long before an end its coming is announced. */
    static final long ANNOUNCED_AHEAD_MS = 5 * 60 * 1_000;

    private static final String RESOLVED = "RESOLVED";
    private static final Call NODE = Call.by("node", "node", Router.ANY_TENANT);

    private final ControlThread thread;
    private final InstantSource clock;
    private final OccasionWatchers watchers = new OccasionWatchers();
    private final Map<String, Set<String>> announcedSoon = new HashMap<>();
    private final Map<String, Set<String>> announcedEnd = new HashMap<>();

    LiveOccasions(final ControlThread thread, final InstantSource clock) {
        this.thread = thread;
        this.clock = clock;
    }

    /** Declares one. */
    DeclareLiveOccasionResponse declare(
            final TenantControl tenant, final Call actor, final DeclareLiveOccasionRequest request) {
        final long nowMs = clock.millis();
        final LiveOccasion declared = checked(tenant, actor, request.getLiveOccasion(), nowMs);
        if (!request.getValidateOnly()) {
            commit(tenant, actor, declared, nowMs);
            tenant.publish();
            announced(announcedEnd, tenant).remove(declared.getId());
            announced(announcedSoon, tenant).remove(declared.getId());
            tell(tenant, "DECLARED", shown(tenant, declared, nowMs));
        }
        return DeclareLiveOccasionResponse.newBuilder()
                .setLiveOccasion(shown(tenant, declared, nowMs))
                .build();
    }

    /** What a repeated declaration is answered. */
    DeclareLiveOccasionResponse declaredAgain(final TenantControl tenant, final DoneRequest done) {
        return DeclareLiveOccasionResponse.newBuilder()
                .setLiveOccasion(standing(tenant, done))
                .build();
    }

    /** What a repeated extension is answered. */
    ExtendLiveOccasionResponse extendedAgain(final TenantControl tenant, final DoneRequest done) {
        return ExtendLiveOccasionResponse.newBuilder()
                .setLiveOccasion(standing(tenant, done))
                .build();
    }

    /** What a repeated resolution is answered. */
    ResolveLiveOccasionResponse resolvedAgain(final TenantControl tenant, final DoneRequest done) {
        return ResolveLiveOccasionResponse.newBuilder()
                .setLiveOccasion(standing(tenant, done))
                .build();
    }

    // As it stands now; one that ended hours ago is known by its id alone.
    private LiveOccasion standing(final TenantControl tenant, final DoneRequest done) {
        final LiveOccasion gone =
                LiveOccasion.newBuilder().setId(done.id()).setState("EXPIRED").build();
        return shown(tenant, tenant.state().live().getOrDefault(done.id(), gone), clock.millis());
    }

    /** Moves the end of one. */
    ExtendLiveOccasionResponse extend(
            final TenantControl tenant, final Call actor, final ExtendLiveOccasionRequest request) {
        final long nowMs = clock.millis();
        final LiveOccasion before = lasting(tenant, request.getId(), nowMs);
        final long expireMs = Checks.time("expire_time", request.hasExpireTime(), request.getExpireTime());
        Checks.window(Timestamps.toMillis(before.getStartTime()), expireMs, nowMs);
        final Command command = Command.newBuilder()
                .setLiveOccasionExtended(LiveOccasionExtended.newBuilder()
                        .setId(before.getId())
                        .setBefore(before.getExpireTime())
                        .setAfter(Timestamps.fromMillis(expireMs)))
                .build();
        tenant.commit(actor, nowMs, reason(tenant, before, request.getReason()), command, Beside.NOTHING);
        tenant.publish();
        announced(announcedSoon, tenant).remove(before.getId());
        final LiveOccasion after = shown(tenant, now(tenant, before.getId()), nowMs);
        tell(tenant, "EXTENDED", after);
        return ExtendLiveOccasionResponse.newBuilder().setLiveOccasion(after).build();
    }

    /** Ends one. */
    ResolveLiveOccasionResponse resolve(
            final TenantControl tenant, final Call actor, final ResolveLiveOccasionRequest request) {
        final long nowMs = clock.millis();
        final LiveOccasion before = lasting(tenant, request.getId(), nowMs);
        final Command command = Command.newBuilder()
                .setLiveOccasionResolved(LiveOccasionResolved.newBuilder()
                        .setId(before.getId())
                        .setBefore(before.getExpireTime())
                        .setAfter(Timestamps.fromMillis(nowMs)))
                .build();
        tenant.commit(actor, nowMs, reason(tenant, before, request.getReason()), command, Beside.NOTHING);
        tenant.publish();
        announced(announcedEnd, tenant).add(before.getId());
        final LiveOccasion after = shown(tenant, now(tenant, before.getId()), nowMs);
        tell(tenant, RESOLVED, after);
        return ResolveLiveOccasionResponse.newBuilder().setLiveOccasion(after).build();
    }

    /** Lists them. */
    ListLiveOccasionsResponse list(
            final TenantControl tenant, final Call actor, final ListLiveOccasionsRequest request) {
        final long nowMs = clock.millis();
        final ListLiveOccasionsResponse.Builder response = ListLiveOccasionsResponse.newBuilder();
        tenant.state().live().values().stream()
                .filter(occasion -> request.getIncludeEnded() || !hasEnded(occasion, nowMs))
                .forEach(occasion -> response.addLiveOccasions(shown(tenant, occasion, nowMs)));
        return response.build();
    }

    /** Starts telling somebody, beginning with what is there. */
    void watch(final TenantControl tenant, final String since, final OccasionWatcher watcher) {
        thread.check();
        final long nowMs = clock.millis();
        final Map<String, WatchLiveOccasionsResponse> present = new LinkedHashMap<>();
        tenant.state().live().values().stream()
                .filter(occasion -> !hasEnded(occasion, nowMs))
                .forEach(occasion -> present.put(occasion.getId(), event("PRESENT", shown(tenant, occasion, nowMs))));
        watchers.add(tenant.id(), watcher, since, present);
    }

    /** Stops telling somebody. */
    void unwatch(final TenantControl tenant, final OccasionWatcher watcher) {
        thread.check();
        watchers.remove(tenant.id(), watcher);
    }

    /** Announces what ends soon, and what has ended. */
    void tick(final TenantControl tenant, final long nowMs) {
        thread.check();
        if (!watchers.isWatched(tenant.id())) {
            return;
        }
        for (final LiveOccasion occasion : tenant.state().live().values()) {
            if (hasEnded(occasion, nowMs)) {
                if (announced(announcedEnd, tenant).add(occasion.getId())) {
                    tell(tenant, "EXPIRED", shown(tenant, occasion, nowMs));
                }
            } else if (Timestamps.toMillis(occasion.getExpireTime()) - nowMs <= ANNOUNCED_AHEAD_MS
                    && announced(announcedSoon, tenant).add(occasion.getId())) {
                tell(tenant, "EXPIRES_SOON", shown(tenant, occasion, nowMs));
            }
        }
    }

    // The chain cannot forget, so it gets masks; the keys lie beside it until they are forgotten.
    private static void commit(
            final TenantControl tenant, final Call actor, final LiveOccasion declared, final long nowMs) {
        final List<ScopeKey> keys = tenant.state().accounts().rows(tenant.id(), declared);
        final Command command = Command.newBuilder()
                .setLiveOccasionDeclared(LiveOccasionDeclared.newBuilder()
                        .setLiveOccasion(LiveAccounts.masked(declared, tenant.hasher()))
                        .setAccountsMasked(true))
                .build();
        tenant.commit(actor, nowMs, declared.getReason(), command, Beside.keys(keys));
        keys.forEach(tenant.state().accounts()::learn);
    }

    /** Forgets the account keys of what has ended. */
    void forgetEnded(final TenantControl tenant, final long nowMs) {
        thread.check();
        for (final LiveOccasion occasion : List.copyOf(tenant.state().live().values())) {
            if (hasEnded(occasion, nowMs) && tenant.state().accounts().isStored(occasion.getId())) {
                forget(tenant, NODE, occasion, tenant.state().accounts().places(occasion, null), nowMs);
            }
        }
    }

    /** Forgets the account keys with these hashes, which then fit no contact any more. */
    void forget(final TenantControl tenant, final Call actor, final Set<KeyHash> keys) {
        thread.check();
        for (final LiveOccasion occasion : List.copyOf(tenant.state().live().values())) {
            final List<Integer> places = tenant.state().accounts().places(occasion, keys);
            if (!places.isEmpty()) {
                forget(tenant, actor, occasion, places, clock.millis());
            }
        }
    }

    private static void forget(
            final TenantControl tenant,
            final Call actor,
            final LiveOccasion occasion,
            final List<Integer> places,
            final long nowMs) {
        final Command command = Command.newBuilder()
                .setLiveAccountsForgotten(LiveAccountsForgotten.newBuilder()
                        .setId(occasion.getId())
                        .addAllPlaces(places))
                .build();
        tenant.commit(
                actor, nowMs, "", command, Beside.gone(tenant.state().accounts().rows(tenant.id(), occasion, places)));
        tenant.publish();
    }

    private static String reason(final TenantControl tenant, final LiveOccasion occasion, final String reason) {
        LiveAccounts.refuseNaming("reason", reason, tenant.state().accounts().keys(occasion.getId()));
        return Checks.text("reason", reason);
    }

    private static LiveOccasion checked(
            final TenantControl tenant, final Call actor, final LiveOccasion asked, final long nowMs) {
        final LiveOccasion scoped = scoped(tenant, asked);
        final long startMs = Checks.start(asked.hasStartTime(), asked.getStartTime(), nowMs);
        final long expireMs = Checks.time("expire_time", asked.hasExpireTime(), asked.getExpireTime());
        Checks.window(startMs, expireMs, nowMs);
        if (asked.hasConfidence() && !(asked.getConfidence() >= 0 && asked.getConfidence() <= 1)) {
            throw ControlRefusal.field("live_occasion.confidence", "OUT_OF_RANGE", "confidence must be from 0 to 1.");
        }
        if (tenant.state().live().values().stream()
                        .filter(one -> !hasEnded(one, nowMs))
                        .count()
                >= Limits.LIVE_OCCASIONS) {
            throw ControlRefusal.exhausted(
                    "TOO_MANY_LIVE_OCCASIONS",
                    "There are " + Limits.LIVE_OCCASIONS + " live occasions, which is the most; resolve one first.");
        }
        LiveAccounts.refuseNaming("live_occasion.reason", asked.getReason(), scoped.getAccountsList());
        LiveAccounts.refuseNaming("live_occasion.id", asked.getId(), scoped.getAccountsList());
        return scoped.toBuilder()
                .setId(newId(tenant, asked))
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
        final List<String> known = tenant.needCurrent().definition().occasions().stream()
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
                .addAllRegions(scope(
                        "regions",
                        asked.getRegionsList().stream()
                                .map(region -> region.toUpperCase(Locale.ROOT))
                                .toList()))
                .addAllProducts(scope("products", asked.getProductsList()))
                .addAllAccounts(scope("accounts", asked.getAccountsList()))
                .addAllEntryPoints(scope("entry_points", asked.getEntryPointsList()))
                .addAllChannels(channels(asked.getChannelsList()))
                .build();
    }

    private static String newId(final TenantControl tenant, final LiveOccasion asked) {
        final String id = Checks.text("live_occasion.id", asked.getId());
        if (id.isEmpty()) {
            return asked.getOccasion() + "-" + (tenant.state().last().number() + 1);
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

    private static List<String> scope(final String list, final List<String> values) {
        final String field = "live_occasion." + list;
        if (values.size() > Limits.SCOPE_VALUES) {
            throw ControlRefusal.field(
                    field, "LIMIT_EXCEEDED", "The list " + list + " holds at most " + Limits.SCOPE_VALUES + " values.");
        }
        values.forEach(value -> Checks.needed(field, value));
        if (list.equals("regions") && values.stream().anyMatch(LiveOccasions::isTooDeep)) {
            throw ControlRefusal.field(
                    field, "LIMIT_EXCEEDED", "A region has at most " + Limits.REGION_LEVELS + " levels.");
        }
        return values;
    }

    private static boolean isTooDeep(final String region) {
        return region.chars().filter(c -> c == '-').count() >= Limits.REGION_LEVELS;
    }

    private static List<String> channels(final List<String> channels) {
        return channels.stream()
                .map(channel -> channel.toUpperCase(Locale.ROOT))
                .peek(channel -> {
                    if (!Signals.CHANNELS.contains(channel)) {
                        throw ControlRefusal.field(
                                "live_occasion.channels",
                                "UNKNOWN_CHANNEL",
                                "A channel is one of " + String.join(", ", Signals.CHANNELS) + ".");
                    }
                })
                .toList();
    }

    private static LiveOccasion lasting(final TenantControl tenant, final String id, final long nowMs) {
        final LiveOccasion occasion = tenant.state().live().get(id);
        if (occasion == null) {
            throw ControlRefusal.notFound("UNKNOWN_LIVE_OCCASION", "There is no live occasion of this id.");
        }
        if (hasEnded(occasion, nowMs)) {
            throw ControlRefusal.precondition("ENDED", "This live occasion has ended already; declare a new one.");
        }
        return occasion;
    }

    private static LiveOccasion now(final TenantControl tenant, final String id) {
        return tenant.state().live().getOrDefault(id, LiveOccasion.getDefaultInstance());
    }

    private static boolean hasEnded(final LiveOccasion occasion, final long nowMs) {
        return Timestamps.toMillis(occasion.getExpireTime()) <= nowMs;
    }

    private static LiveOccasion shown(final TenantControl tenant, final LiveOccasion held, final long nowMs) {
        final LiveOccasion occasion = tenant.state().accounts().shown(held);
        if (occasion.getState().equals(RESOLVED)) {
            return occasion;
        }
        final boolean isPending = Timestamps.toMillis(occasion.getStartTime()) > nowMs;
        return occasion.toBuilder()
                .setState(hasEnded(occasion, nowMs) ? "EXPIRED" : isPending ? "PENDING" : "LIVE")
                .build();
    }

    private void tell(final TenantControl tenant, final String event, final LiveOccasion occasion) {
        thread.check();
        final WatchLiveOccasionsResponse response = event(event, occasion);
        watchers.tell(tenant.id(), response);
    }

    private static WatchLiveOccasionsResponse event(final String event, final LiveOccasion occasion) {
        return WatchLiveOccasionsResponse.newBuilder()
                .setEvent(event)
                .setLiveOccasion(occasion)
                .build();
    }

    private static Set<String> announced(final Map<String, Set<String>> which, final TenantControl tenant) {
        return which.computeIfAbsent(tenant.id(), id -> new HashSet<>());
    }
}
