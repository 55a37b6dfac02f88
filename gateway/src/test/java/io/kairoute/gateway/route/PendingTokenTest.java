package io.kairoute.gateway.route;

import static io.kairoute.gateway.route.HostilePeer.DATA;
import static io.kairoute.gateway.route.HostilePeer.END_HEADERS;
import static io.kairoute.gateway.route.HostilePeer.END_STREAM;
import static io.kairoute.gateway.route.HostilePeer.HEADERS;
import static io.kairoute.gateway.route.HostilePeer.RST_STREAM;
import static io.kairoute.gateway.route.HostilePeer.frame;
import static io.kairoute.gateway.route.HostilePeer.int32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.FileWatch;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.identity.TestIssuer;
import io.kairoute.gateway.observe.CallEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream that its caller gives up while its token is looked at leaves nothing open behind. */
class PendingTokenTest {
    private static final long MOST_MS = 30_000;
    private static final int STREAMS = 40;
    private static final String PATH = "/kairoute.routing.v1.RoutingService/RouteStream";
    private static final RSAKey STRANGER = TestIssuer.rsa("stranger");

    private TestIssuer issuer;
    private FileWatch watch;
    private Callers callers;
    private LoneListener listener;

    /** In which order the frames of a stream come, and its end. */
    enum Order {
        RESET_IN_THE_SAME_TURN,
        RESET_LATER,
        RESET_AFTER_A_MESSAGE,
        RESET_AFTER_THE_LAST_MESSAGE,
        CLOSED_WITH_THE_CONNECTION
    }

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
        watch = new FileWatch(1_000);
        callers = Callers.of(
                TestGateways.config(issuer.trusted()).identity(),
                TestTables.tenants("bank"),
                watch,
                System::currentTimeMillis);
        listener = new LoneListener(MOST_MS, callers);
        issuer.stall(TestIssuer.Stall.SAYS_NOTHING);
    }

    @AfterEach
    void stop() throws Exception {
        listener.close();
        callers.close();
        watch.close();
        issuer.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveNoOpenCallBehind(final Order order) throws Exception {
        final String token = TestIssuer.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("stranger").build(),
                STRANGER,
                TestIssuer.claims().build());
        try (HostilePeer peer = new HostilePeer(listener.port())) {
            peer.beginHttp2();
            for (int i = 0; i < STREAMS; i++) {
                ask(peer, order, 1 + 2 * i, token);
            }
            assertTrue(peer.isRead(MOST_MS));
            for (int i = 0; i < STREAMS && order != Order.CLOSED_WITH_THE_CONNECTION; i++) {
                peer.send(frame(RST_STREAM, 0, 1 + 2 * i, int32(8)));
            }
            if (order != Order.CLOSED_WITH_THE_CONNECTION) {
                assertTrue(peer.isRead(MOST_MS));
            }
        }
        issuer.stall(TestIssuer.Stall.NOT);
        listener.awaitEnded(CallEnd.RESET, STREAMS);

        assertEquals(0, listener.openCalls());
        assertFalse(listener.isFaulty());
    }

    private static void ask(final HostilePeer peer, final Order order, final int stream, final String token) {
        peer.send(frame(HEADERS, END_HEADERS, stream, HostilePeer.grpcHeaders(PATH, token)));
        switch (order) {
            case RESET_IN_THE_SAME_TURN -> peer.send(frame(RST_STREAM, 0, stream, int32(8)));
            case RESET_AFTER_A_MESSAGE -> peer.send(frame(DATA, 0, stream, new byte[5]));
            case RESET_AFTER_THE_LAST_MESSAGE -> peer.send(frame(DATA, END_STREAM, stream, new byte[5]));
            default -> {}
        }
    }
}
