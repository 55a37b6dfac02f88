package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.node.GatewayServer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserGuardTest {
    private static GatewayServer server;

    @BeforeAll
    static void start() {
        server = GatewayServer.start(TestGateways.config(Map.of()), TestTables.tenants("default"), tenant -> true);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  localhost,          '',                    200",
        "GET,  LOCALHOST:7401,     '',                    200",
        "GET,  127.0.0.1:7401,     http://evil.example,   403",
        "GET,  evil.example,       '',                    403",
        "GET,  127.0.0.1.evil.example, '',                403",
        "POST, localhost,          http://localhost:7401, 405",
        "POST, localhost,          http://evil.example,   403",
        "POST, localhost,          null,                  403",
    })
    void shouldTakeRequestsUnderKnownNamesOnly(
            final String method, final String host, final String origin, final int status) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.adminPort())) {
            socket.setSoTimeout(5_000);
            final String originLine = origin.isEmpty() ? "" : "origin: " + origin + "\r\n";
            socket.getOutputStream()
                    .write((method + " /readyz HTTP/1.1\r\nhost: " + host + "\r\n" + originLine
                                    + "content-length: 0\r\nconnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            final String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        }
    }
}
