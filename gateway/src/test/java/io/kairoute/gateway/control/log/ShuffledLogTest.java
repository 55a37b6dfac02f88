package io.kairoute.gateway.control.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShuffledLogTest {
    private static final int SEQUENCES = 500;
    private static final int PROPOSALS = 40;

    @TempDir
    private Path directory;

    private ChainKey key;

    @BeforeEach
    void makeKey() {
        key = ChainKey.open(directory.resolve("control.key"), false);
    }

    @Test
    void shouldGiveEveryNodeTheSameVerdictsAndHeads() {
        for (long seed = 0; seed < SEQUENCES; seed++) {
            final ShuffledLog log = new ShuffledLog(seed, key, 0);
            final List<ShuffledLog.Node> nodes =
                    List.of(log.join(new ToyFold()), log.join(new ToyFold()), log.join(new ToyFold()));

            race(log, nodes, seed);

            log.assertAgreement("seed=" + seed);
            log.assertSameHeads("seed=" + seed);
        }
    }

    @Test
    void shouldTellEachProposerWhatEveryNodeSays() {
        int accepted = 0;
        int refused = 0;
        int failed = 0;
        for (long seed = 0; seed < SEQUENCES; seed++) {
            final ShuffledLog log = new ShuffledLog(seed, key, 0);
            final List<ShuffledLog.Node> nodes = List.of(log.join(new ToyFold()), log.join(new ToyFold()));
            for (final CompletableFuture<Verdict> outcome : race(log, nodes, seed)) {
                try {
                    final Verdict verdict = outcome.getNow(new Verdict.NeedsNewer());
                    assertTrue(nodes.get(0).verdicts().contains(verdict)
                            || nodes.get(1).verdicts().contains(verdict));
                    accepted += verdict instanceof Verdict.Accepted ? 1 : 0;
                    refused += verdict instanceof Verdict.Accepted ? 0 : 1;
                } catch (final CompletionException e) {
                    assertTrue(
                            e.getCause() instanceof StoreException || e.getCause() instanceof OutcomeUnknownException);
                    failed++;
                }
            }
        }
        assertTrue(accepted > SEQUENCES && refused > SEQUENCES && failed > SEQUENCES, accepted + " " + refused);
    }

    @Test
    void shouldPlayTheSameAgainFromTheSameSeed() {
        assertEquals(played(7), played(7));
    }

    @Test
    void shouldCatchAFoldThatLooksAtMoreThanTheLog() {
        assertThrows(AssertionError.class, () -> {
            for (long seed = 0; seed < SEQUENCES; seed++) {
                final ShuffledLog log = new ShuffledLog(seed, key, 0);
                final List<ShuffledLog.Node> nodes = List.of(log.join(new ToyFold()), log.join(new ToyFold() {
                    private int asked;

                    @Override
                    public Judgement judge(final Proposal proposal, final long number) {
                        return super.judge(proposal, ++asked % 17 == 0 ? number + 1 : number);
                    }
                }));
                race(log, nodes, seed);
                log.assertAgreement("seed=" + seed);
            }
        });
    }

    private List<AuditHead> played(final long seed) {
        final ShuffledLog log = new ShuffledLog(seed, key, 0);
        final List<ShuffledLog.Node> nodes = List.of(log.join(new ToyFold()), log.join(new ToyFold()));
        race(log, nodes, seed);
        return List.copyOf(nodes.get(1).heads().values());
    }

    // Each node proposes to replace the newest number that it has seen.
    private static List<CompletableFuture<Verdict>> race(
            final ShuffledLog log, final List<ShuffledLog.Node> nodes, final long seed) {
        final Random random = new Random(seed);
        final List<CompletableFuture<Verdict>> outcomes = new ArrayList<>();
        for (int i = 0; i < PROPOSALS; i++) {
            final ShuffledLog.Node node = nodes.get(random.nextInt(nodes.size()));
            final long base = node.verdicts().stream()
                    .filter(Verdict.Accepted.class::isInstance)
                    .count();
            outcomes.add(node.propose(ToyFold.proposal("default", base, random.nextInt(3) == 0 ? "r" + i : "")));
            for (int steps = random.nextInt(4); steps > 0; steps--) {
                log.step();
            }
        }
        log.settle();
        return outcomes;
    }
}
