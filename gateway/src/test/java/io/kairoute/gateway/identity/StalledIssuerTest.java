package io.kairoute.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.JwtConfig;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key server that does not answer as it should stops neither the start nor anybody whose key is known. */
class StalledIssuerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RSAKey STRANGER = TestIssuer.rsa("stranger");

    private final TokenCache known = new TokenCache(1_000);
    private TestIssuer issuer;
    private JwtConfig jwt;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
        jwt = Objects.requireNonNull(
                TestGateways.config(issuer.trusted()).identity().jwt());
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT")
    void shouldProveATokenOfAKnownKeyWhile300OthersWaitForKeys(final TestIssuer.Stall how) throws Exception {
        final String good = issuer.token(TestIssuer.claims().build());
        final String strange = TestIssuer.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("stranger").build(),
                STRANGER,
                TestIssuer.claims().build());
        try (TokenProver prover = prover()) {
            issuer.stall(how);
            for (int i = 0; i < 300; i++) {
                final var unused = prover.prove("strange-" + i, strange);
            }

            assertTimeoutPreemptively(PATIENCE, () -> {
                while (prover.find("good") == null) {
                    final var unused = prover.prove("good", good);
                    Thread.onSpinWait();
                }
            });

            assertNotNull(prover.find("good"));
            if (how == TestIssuer.Stall.SAYS_NOTHING || how == TestIssuer.Stall.SAYS_A_BYTE_NOW_AND_THEN) {
                assertTrue(prover.isBusyWith("strange-0"), "it was the fetch's end that was waited for");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT")
    void shouldLetGoOfTheTokensThatWaitWhenTheFetchEnds(final TestIssuer.Stall how) throws Exception {
        final String strange = TestIssuer.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("stranger").build(),
                STRANGER,
                TestIssuer.claims().build());
        try (TokenProver prover = prover()) {
            issuer.stall(how);
            final var unused = prover.prove("strange", strange);

            assertTimeoutPreemptively(PATIENCE, () -> {
                while (prover.isBusyWith("strange")) {
                    Thread.onSpinWait();
                }
            });

            assertFalse(prover.isBusyWith("another"));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT")
    void shouldStartWithoutKeysAndTakeThemWhenTheyCome(final TestIssuer.Stall how) {
        issuer.stall(how);

        try (TokenKeys keys = assertTimeoutPreemptively(PATIENCE, this::keys)) {
            assertTrue(keys.current().isEmpty());
            issuer.stall(TestIssuer.Stall.NOT);
            assertTimeoutPreemptively(PATIENCE, () -> {
                // The fetch that the start gave up may be on its last moments, and is then the one that is shared.
                while (keys.current().isEmpty()) {
                    final var unused = keys.refetch().join();
                }
            });
            assertEquals(2, keys.current().size());
        }
    }

    @Test
    void shouldFetchAgainAfterItsTimeWhateverTheClockOnTheWallDoes() {
        final long[] monotonicMs = {0};
        try (TokenKeys keys = new TokenKeys(jwt, () -> monotonicMs[0], known::clear)) {
            final boolean isSecondWorthIt = keys.refetch().join();
            final boolean isThirdWorthIt = keys.refetch().join();
            final int before = issuer.fetches();
            issuer.serve(STRANGER);

            final boolean isTooSoon = keys.refetch().join();
            monotonicMs[0] = 10_001;
            final boolean isTimelyWorthIt = keys.refetch().join();

            assertFalse(isSecondWorthIt || isThirdWorthIt || isTooSoon);
            assertTrue(isTimelyWorthIt);
            assertEquals(before + 1, issuer.fetches());
        }
    }

    private TokenKeys keys() {
        return new TokenKeys(jwt, System::currentTimeMillis, known::clear);
    }

    private TokenProver prover() {
        return new TokenProver(
                new TokenVerifier(jwt, TestTables.tenants("bank")), keys(), known, System::currentTimeMillis);
    }
}
