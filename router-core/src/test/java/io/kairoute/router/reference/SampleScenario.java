package io.kairoute.router.reference;

import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A scenario that tests change as they need, and the router over it. */
final class SampleScenario {
    /** A Tuesday, 13:00 in Melbourne. */
    static final long NOW = Instant.parse("2026-12-01T02:00:00Z").toEpochMilli();

    static final long REVISION = 7;
    static final String HASH = "00112233445566778899aabbccddeeff";

    final SampleTable table = new SampleTable();
    final Map<Long, TableDefinition> older = new HashMap<>();
    final List<LiveOccasion> live = new ArrayList<>();
    final List<QueueOverride> overrides = new ArrayList<>();
    final List<QueueState> states = new ArrayList<>();
    final Map<String, ReferenceProfile> profiles = new HashMap<>();
    Set<String> failingKeys = Set.of();
    Switches switches = Switches.NONE;
    long sourceTimeMs = NOW - 3_600_000;
    boolean hasSegments = true;
    boolean storeAvailable = true;
    boolean trustsTimestamps = true;

    /** A profile with a tier and nothing else, but consent. */
    static ReferenceProfile profile(final String tier) {
        return profile(tier, "", Set.of(), true);
    }

    static ReferenceProfile profile(
            final String tier, final String language, final Set<String> risks, final boolean consent) {
        return new ReferenceProfile(tier, "", "", "", "", "", language, risks, consent, "agent-17", HASH);
    }

    /** A live occasion without scope, around now. */
    static LiveOccasion liveOccasion(final String occasion, final int confidenceBp) {
        return new LiveOccasion(
                "live-" + occasion,
                occasion,
                confidenceBp,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                NOW - 1,
                NOW + 1);
    }

    /** An override around now. */
    void override(final String queue, final QueueOverride.Kind kind) {
        overrides.add(new QueueOverride(queue, kind, null, NOW, NOW + 1));
    }

    /** A redirect around now. */
    void redirect(final String queue, final String to) {
        overrides.add(new QueueOverride(queue, QueueOverride.Kind.REDIRECT, to, NOW, NOW + 1));
    }

    static RouteRequest.Builder request() {
        return RouteRequest.newBuilder().setContactId("c-1");
    }

    /** A request whose hint makes an occasion clear. */
    static RouteRequest.Builder hinting(final String occasion) {
        return request().setOccasion(occasion);
    }

    Scenario build() {
        final Map<Long, TableDefinition> revisions = new HashMap<>(older);
        revisions.put(REVISION, table.build());
        return new Scenario(
                "default",
                "000102030405060708090a0b0c0d0e0f",
                REVISION,
                revisions,
                live,
                overrides,
                states,
                switches,
                hasSegments ? new ReferenceSegmentSet("2026-w48", sourceTimeMs, profiles, failingKeys) : null,
                storeAvailable,
                trustsTimestamps);
    }

    RouteResponse route(final RouteRequest.Builder request) {
        return new ReferenceRouter().route(build(), request.build(), NOW);
    }
}
