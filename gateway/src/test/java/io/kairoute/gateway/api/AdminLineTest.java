package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminLineTest {
    private static final String METHOD = "kairoute.control.v1.TableService/PublishTable";

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;

    @BeforeEach
    void listen() {
        // The logger of the tests writes to standard error.
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void letGo() {
        System.setErr(standardError);
    }

    @Test
    void shouldSayWhoChangedWhatInWhichTenantAndWhatCameOfIt() {
        new AdminLine("key:ops", METHOD, "bank", "OK", 1_500).write();

        assertLogged("event=admin_call by=\"key:ops\" method=" + METHOD + " tenant=\"bank\" status=OK micros=1500");
    }

    @Test
    void shouldNotLetANameLookLikeAnotherField() {
        new AdminLine("jwt:issuer#a\" status=OK", METHOD, "bank", "ABORTED", 1).write();

        assertLogged("by=\"jwt:issuer#a\\\" status=OK\" method=");
    }

    private void assertLogged(final String text) {
        assertTrue(logged.toString(StandardCharsets.UTF_8).contains(text), logged::toString);
    }
}
