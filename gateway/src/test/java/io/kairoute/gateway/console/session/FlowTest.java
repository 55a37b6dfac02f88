package io.kairoute.gateway.console.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTest {
    private final SecureRandom random = new SecureRandom();
    private final Flow.Sealer sealer = new Flow.Sealer(random);

    @ParameterizedTest
    @CsvSource({
        "/live,                 /live",
        "/why?contact=a%20b&x,  /why?contact=a%20b&x",
        "/now#fragment,         /now",
        "/,                     /"
    })
    void shouldLeadBackToThePageThatWasWanted(final String to, final String page) {
        assertEquals(page, Flow.page(to));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/live/../../evil",
                "/live@evil.example",
                "live",
                "",
                "javascript:alert(1)",
                "/%2f/evil.example",
                "/now\r\nset-cookie: a=b",
                "/now?a=\u00e9",
                "/now ?x",
                "/console/session",
                "/metrics"
            })
    void shouldLeadNowhereElse(final String to) {
        assertEquals("/now", Flow.page(to));
    }

    @Test
    void shouldKeepNoAddressOfAnyLengthInTheCookie() {
        assertEquals("/why?" + "x".repeat(1_019), Flow.page("/why?" + "x".repeat(1_019)));
        assertEquals("/now", Flow.page("/why?" + "x".repeat(1_020)));
    }

    @Test
    void shouldReadWhatItWroteAndNothingElse() {
        final Flow flow = Flow.begin(random, 7, "/live?x=1");
        final String sealed = sealer.seal(flow);

        assertEquals(flow, sealer.open(sealed));
        assertNull(new Flow.Sealer(random).open(sealed), "of a start before");
        assertNull(sealer.open(sealed.replaceFirst("^7", "8")));
        assertNull(sealer.open(sealed + "A"));
        assertNull(sealer.open(""));
        assertNull(sealer.open("...."));
        assertNull(sealer.open("\u00e9.\u00e9"));
    }

    @Test
    void shouldTellTheIssuerAChallengeAndNotTheVerifier() {
        // The example of RFC 7636, appendix B.
        final Flow flow = new Flow(0, "s", "n", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "/");

        assertEquals("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", flow.challenge());
        assertNotEquals(
                Flow.begin(random, 0, null).state(), Flow.begin(random, 0, null).state());
    }
}
