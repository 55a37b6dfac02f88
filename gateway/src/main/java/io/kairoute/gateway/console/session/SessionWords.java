package io.kairoute.gateway.console.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.CallerName;
import io.kairoute.gateway.identity.Role;
import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells a browser who is signed in there, as JSON. Immutable.
 *
 * <pre>
 *   {"signed_in": true, "name": "key:ops", "shown": "ops", "tenant": "bank", "tenants": ["bank"], "roles": ["viewer"],
 *    "session_end": "2026-11-30T16:00:00Z", "wall": false, "open": false, "ways": ["KEY", "ISSUER"], "idle_s": 3600,
 *    "address": "https://console.example.com"}
 * </pre>
 *
 * <p>{@code "tenant"} is empty where one of several has to be chosen, or each may be asked about; {@code "session_end"} where there is
 * no session. {@code "address"} is the only one at which sessions are begun; empty where that is any of the node's. {@code "ways"} are how one signs in: {@code NAME} on a node that asks nobody.
 *
 * @param tenants the node's tenants
 * @param isOpen whether the node asks nobody
 * @param hasIssuer whether people sign in at the issuer
 * @param address where browsers reach the console; empty where that is what they ask for
 * @param idleMs how long a session lasts that nobody uses
 */
record SessionWords(TenantDirectory tenants, boolean isOpen, boolean hasIssuer, String address, long idleMs) {
    /** Of somebody with a session. */
    Buffer of(final Session session, final Caller caller) {
        final List<String> named = new ArrayList<>();
        if (session.proof() instanceof Proof.Issuer issuer) {
            issuer.bearer().tenants().stream().sorted().forEach(ordinal -> named.add(tenants.id(ordinal)));
        } else {
            named.addAll(tenantsOf(caller));
        }
        return text(object(true, false), caller, named);
    }

    /** Of a screen on a wall. */
    Buffer ofWall(final Caller caller) {
        return text(object(true, true), caller, tenantsOf(caller));
    }

    /** Of nobody. */
    Buffer ofNobody() {
        return text(object(false, false), Caller.NOBODY, List.of());
    }

    /** The ordinal of a tenant by its id. */
    int ordinal(final String tenant) {
        return tenants.ordinal(tenant);
    }

    private ObjectNode object(final boolean isSignedIn, final boolean isWall) {
        final ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("signed_in", isSignedIn);
        object.put("wall", isWall);
        object.put("open", isOpen);
        object.put("address", address);
        object.put("idle_s", idleMs / 1_000);
        final ArrayNode ways = object.putArray("ways");
        if (isOpen) {
            ways.add("NAME");
        } else {
            ways.add("KEY");
        }
        if (hasIssuer) {
            ways.add("ISSUER");
        }
        return object;
    }

    private Buffer text(final ObjectNode object, final Caller caller, final List<String> named) {
        final boolean isSignedIn = object.get("signed_in").booleanValue();
        object.put("name", isSignedIn ? caller.name() : "");
        object.put("shown", isSignedIn ? CallerName.shown(caller.name()) : "");
        object.put("tenant", isOfOne(caller) ? tenants.id(caller.tenant()) : "");
        final ArrayNode all = object.putArray("tenants");
        named.forEach(all::add);
        final ArrayNode roles = object.putArray("roles");
        caller.roles().stream().sorted().map(Role::label).forEach(roles::add);
        object.put(
                "session_end",
                caller.sessionEndMs() == 0
                        ? ""
                        : Instant.ofEpochMilli(caller.sessionEndMs()).toString());
        return Buffer.buffer(object.toString());
    }

    private List<String> tenantsOf(final Caller caller) {
        if (caller.tenant() == Router.ANY_TENANT) {
            return IntStream.range(0, tenants.count()).mapToObj(tenants::id).toList();
        }
        return isOfOne(caller) ? List.of(tenants.id(caller.tenant())) : List.of();
    }

    private static boolean isOfOne(final Caller caller) {
        return caller.tenant() != Router.ANY_TENANT && caller.tenant() != TenantDirectory.UNKNOWN;
    }
}
