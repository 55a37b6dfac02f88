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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenFloodTest {
    private final CountDownLatch workerMayGoOn = new CountDownLatch(1);
    private volatile boolean isWorkerHeld;

    @Test
    void shouldBoundTheTokensThatWaitAndRefuteThemAll() throws Exception {
        try (TestIssuer issuer = new TestIssuer()) {
            final JwtConfig jwt = Objects.requireNonNull(
                    TestGateways.config(issuer.trusted()).identity().jwt());
            final TokenCache known = new TokenCache(100);
            final TokenKeys keys = new TokenKeys(jwt, System::currentTimeMillis, known::clear);
            final String good = issuer.token(TestIssuer.claims().build());
            try (TokenProver prover =
                    new TokenProver(new TokenVerifier(jwt, TestTables.tenants("bank")), keys, known, this::nowMs)) {
                assertNotNull(prover.prove("good", good));
                awaitIdle(prover, "good");
                final List<CompletableFuture<Void>> proofs = new ArrayList<>();
                final String damaged = good.substring(0, good.length() - 40) + "A".repeat(40);

                isWorkerHeld = true;
                for (int i = 0; i < 5_000; i++) {
                    final CompletableFuture<Void> proof = prover.prove("bad-" + i, damaged);
                    assertEquals(i < TokenProver.MAX_WAITING, proof != null, "i=" + i);
                    assertTrue(prover.isBusyWith("bad-" + i), "i=" + i);
                    if (proof != null) {
                        proofs.add(proof);
                    }
                }

                assertNotNull(prover.find("good"), "a known token waits for nobody");
                workerMayGoOn.countDown();
                for (final CompletableFuture<Void> proof : proofs) {
                    proof.get(2, TimeUnit.SECONDS);
                }
                awaitIdle(prover, "bad-0");
                assertNull(prover.find("bad-0"));
                assertEquals(1, issuer.fetches());
            }
        }
    }

    /** The worker asks for the time before it looks at a token, and waits here while it is held. */
    private long nowMs() {
        if (isWorkerHeld && Thread.currentThread().getName().equals("kairoute-tokens")) {
            try {
                assertTrue(workerMayGoOn.await(60, TimeUnit.SECONDS));
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return System.currentTimeMillis();
    }

    private static void awaitIdle(final TokenProver prover, final String hash) {
        final long untilNs = System.nanoTime() + 20_000_000_000L;
        while (prover.isBusyWith(hash) && System.nanoTime() < untilNs) {
            Thread.onSpinWait();
        }
        assertTrue(!prover.isBusyWith(hash));
    }
}
