package io.kairoute.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.JwtConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenFloodTest {
    @Test
    void shouldBoundTheTokensThatWaitAndRefuteThemAll() throws Exception {
        try (TestIssuer issuer = new TestIssuer()) {
            final JwtConfig jwt = Objects.requireNonNull(
                    TestGateways.config(issuer.trusted()).identity().jwt());
            final TokenCache known = new TokenCache(100);
            final TokenKeys keys = new TokenKeys(jwt, System::currentTimeMillis, known::clear);
            final String good = issuer.token(TestIssuer.claims().build());
            try (TokenProver prover = new TokenProver(
                    new TokenVerifier(jwt, TestTables.tenants("bank")), keys, known, System::currentTimeMillis)) {
                prover.prove("good", good);
                awaitIdle(prover, "good");
                final List<CompletableFuture<Void>> proofs = new ArrayList<>();
                final String damaged = good.substring(0, good.length() - 40) + "A".repeat(40);

                for (int i = 0; i < 5_000; i++) {
                    final CompletableFuture<Void> proof = prover.prove("bad-" + i, damaged);
                    if (proof == null) {
                        assertTrue(prover.isBusyWith("bad-" + i) || i > 256, "i=" + i);
                    } else {
                        proofs.add(proof);
                    }
                }

                assertNotNull(prover.find("good"), "a known token waits for nobody");
                assertTrue(proofs.size() >= 256, "proofs=" + proofs.size());
                for (final CompletableFuture<Void> proof : proofs) {
                    proof.get(2, TimeUnit.SECONDS);
                }
                awaitIdle(prover, "bad-0");
                assertNull(prover.find("bad-0"));
                assertEquals(1, issuer.fetches());
            }
        }
    }

    private static void awaitIdle(final TokenProver prover, final String hash) {
        final long untilNs = System.nanoTime() + 20_000_000_000L;
        while (prover.isBusyWith(hash) && System.nanoTime() < untilNs) {
            Thread.onSpinWait();
        }
        assertTrue(!prover.isBusyWith(hash));
    }
}
