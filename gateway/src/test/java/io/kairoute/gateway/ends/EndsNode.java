package io.kairoute.gateway.ends;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlSettings;
import io.kairoute.gateway.control.ControlTables;
import io.kairoute.gateway.control.call.ControlServices;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.gateway.history.decisions.DecisionArchive;
import io.kairoute.gateway.history.decisions.DecisionServices;
import io.kairoute.gateway.identity.TestIssuer;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import io.kairoute.gateway.work.Slices;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A node with a control plane, a decision log, tokens, and methods that misbehave.
 *
 * <p>Tenant {@code default} is served by the control plane; {@code bank}, the other one, by a segment set that misbehaves.
 */
final class EndsNode implements AutoCloseable {
    private static final int LIVE = 12;
    private static final int DECISIONS = 60;
    private static final int LONGEST_WAIT_MS = 60_000;

    private final TestIssuer issuer;
    private final Misbehaviour misbehaviour = new Misbehaviour();
    private final ControlPlane plane;
    private final DecisionLog log;
    private final DecisionArchive archive;
    private final Node server;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    EndsNode(final Path directory, final TestIssuer issuer) throws Exception {
        this.issuer = issuer;
        final TenantDirectory tenants = new TenantDirectory(List.of("default", "bank"));
        tenants.holder(1).publish(TestTables.snapshot("bank", Misbehaviour.lookup()));
        final Map<String, KeyHasher> hashers = Map.of("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES]));
        Files.createDirectories(directory);
        final ChainKey key = ChainKey.open(directory.resolve("control.key"), false);
        plane = new ControlPlane(
                SqliteControlLog.open(directory.resolve("control.db"), key),
                tenants,
                hashers,
                ControlSettings.DEFAULT,
                InstantSource.system());
        log = new DecisionLog(
                ordinal -> directory.resolve("decisions-" + ordinal),
                DecisionLogSettings.DEFAULT,
                InstantSource.system());
        archive = new DecisionArchive(
                directory.resolve("control.db"),
                key,
                hashers,
                tenant -> directory.resolve("decisions-0"),
                log.claims(),
                new Slices(1));
        final AdminServices services =
                misbehaviour.addTo(DecisionServices.addTo(ControlServices.of(plane), plane, archive));
        final Map<Property, String> properties = new HashMap<>(issuer.trusted());
        properties.put(Property.EVENT_LOOPS, "2");
        properties.put(Property.ROUTE_SERVER_DEADLINE, "5s");
        properties.put(Property.ROUTE_MAX_CONNECTION_AGE, "3s");
        properties.put(Property.ROUTE_CONNECTION_GRACE, "3s");
        properties.put(Property.STOP_GRACE, "1s");
        plane.configure("default", ControlTables.withPriority(70).getBytes(StandardCharsets.UTF_8));
        server =
                TestGateways.start(properties, Served.of(tenants).with(services).with(log));
        plane.publications().loops(server.loops());
        fill();
    }

    /** Live occasions for a watch to tell of, and decisions for an export. */
    private void fill() throws IOException {
        server.warmUp();
        for (int i = 0; i < LIVE; i++) {
            post(
                    adminPort(),
                    "/v1/tenants/default/liveOccasions",
                    DeclareLiveOccasionRequest.newBuilder()
                            .setLiveOccasion(LiveOccasion.newBuilder()
                                    .setId("o" + i)
                                    .setOccasion("outage")
                                    .addRegions("AU-VIC-" + i)
                                    .setReason("r".repeat(200))
                                    .setExpireTime(Timestamps.fromMillis(System.currentTimeMillis() + 3_600_000))));
        }
        for (int i = 0; i < DECISIONS; i++) {
            post(
                    routePort(),
                    "/v1/route",
                    RouteRequest.newBuilder().setContactId("c" + i).putLabels("note", "n".repeat(200)));
        }
    }

    private void post(final int port, final String path, final Message.Builder body) throws IOException {
        final String json = JsonFormat.printer()
                .preservingProtoFieldNames()
                .omittingInsignificantWhitespace()
                .print(body);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LONGEST_WAIT_MS);
            socket.getOutputStream()
                    .write(("POST " + path
                                    + " HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\nauthorization: Bearer "
                                    + token("default") + "\r\ncontent-type: application/json\r\ncontent-length: "
                                    + json.length() + "\r\n\r\n" + json)
                            .getBytes(StandardCharsets.US_ASCII));
            final String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200"), () -> path + " was answered by: " + answer);
        }
    }

    /** A token that says who calls about a tenant; one and the same for as long as the node runs. */
    String token(final String tenant) {
        return tokens.computeIfAbsent(tenant, any -> sign(tenant, "once", issuer.ec()));
    }

    /** A token that the node has not seen. */
    String freshToken(final String tenant, final long number) {
        return sign(tenant, "fresh-" + number, issuer.ec());
    }

    /** A token whose key nobody knows. */
    String strangeToken(final ECKey key, final long number) {
        return sign("default", "strange-" + number, key);
    }

    private static String sign(final String tenant, final String id, final ECKey key) {
        try {
            return TestIssuer.sign(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    key,
                    TestIssuer.claims()
                            .jwtID(id)
                            .expirationTime(Date.from(Instant.now().plusSeconds(3_600)))
                            .claim("kairoute_tenant", tenant)
                            .claim("kairoute_roles", List.of("route", "viewer", "operator", "editor", "admin"))
                            .build());
        } catch (final JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    int routePort() {
        return server.routePort();
    }

    int adminPort() {
        return server.adminPort();
    }

    double metric(final String name) {
        return TestGateways.metric(server, name);
    }

    /** The metrics of calls, by name and labels. */
    Map<String, Double> metrics() {
        return server.meters()
                .scrape()
                .lines()
                .filter(line -> line.startsWith("kairoute_") && line.contains("calls"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
    }

    Misbehaviour misbehaviour() {
        return misbehaviour;
    }

    @Override
    public void close() {
        server.close();
        archive.close();
        log.close();
        plane.close();
    }
}
