package io.kairoute.gateway.control.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.Command;
import io.kairoute.gateway.control.state.StateCodec;
import io.kairoute.router.key.KeyHasher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes propose and fold over a log that is shuffled, late and repeats itself; they must not come apart. */
class FoldModelTest {
    private static final int SEQUENCES = Integer.getInteger("kairoute.fold.sequences", 100_000);
    private static final int BROKEN_SEQUENCES = 20_000;
    private static final int PROPOSALS = 12;
    private static final int NODES = 3;
    // Any time of an ordinary day.
    private static final long BEGIN_MS = 1_790_000_000_000L;

    private final long seed = Long.getLong("kairoute.seed", new Random().nextLong());
    private final Set<Rejection> seen = EnumSet.noneOf(Rejection.class);
    private long accepted;
    private long duplicates;

    @TempDir
    private Path directory;

    private ChainKey key;

    @BeforeEach
    void makeKey() {
        key = ChainKey.open(directory.resolve("control.key"), false);
    }

    @Test
    void shouldHaveEveryNodeEndWithTheSameStateHeadAndVerdicts() {
        for (int i = 0; i < SEQUENCES; i++) {
            play(seed + i, StateFold::new);
        }

        // What a writer of this kind can meet at all was met.
        assertTrue(
                seen.containsAll(EnumSet.of(
                        Rejection.BASE_REVISION,
                        Rejection.DRAFT_CHANGED,
                        Rejection.DRAFT_EXISTS,
                        Rejection.UNKNOWN_DRAFT,
                        Rejection.STALE_ETAG,
                        Rejection.SELF_APPROVAL,
                        Rejection.APPROVAL_NEEDED,
                        Rejection.NOT_SCHEDULED,
                        Rejection.UNKNOWN_LIVE_OCCASION,
                        Rejection.LIVE_OCCASION_EXISTS,
                        Rejection.ENDED,
                        Rejection.REDIRECT_CYCLE,
                        Rejection.NO_OVERRIDE,
                        Rejection.REQUEST_ID_REUSED)),
                "seed=" + seed + " met only " + seen);
        assertTrue(accepted > 3L * SEQUENCES && duplicates > SEQUENCES / 10, accepted + " " + duplicates);
    }

    @Test
    void shouldCatchAFoldThatTakesAnApprovalOfAnotherText() {
        assertBreaks("an approval covers", () -> new Broken(Command.ChangeCase.DRAFT_APPROVED));
    }

    @Test
    void shouldCatchAFoldThatTakesWhateverIsPublished() {
        assertBreaks("publish", () -> new Broken(Command.ChangeCase.TABLE_PUBLISHED));
    }

    @Test
    void shouldCatchAFoldThatTakesWhateverIsPlanned() {
        assertBreaks("a plan ", () -> new Broken(Command.ChangeCase.PUBLISH_SCHEDULED));
    }

    @Test
    void shouldCatchAFoldThatCallsOffAnotherPlan() {
        assertBreaks("another plan was called off", () -> new Broken(Command.ChangeCase.SCHEDULE_CANCELLED));
    }

    @Test
    void shouldCatchAFoldThatGoesByItsOwnClock() {
        final Random clocks = new Random(seed);
        assertBreaks("node", () -> new StateFold() {
            private final long aheadMs = clocks.nextInt(8_000_000);

            @Override
            public Judgement judge(final Proposal proposal, final long number) {
                return super.judge(
                        new Proposal(
                                proposal.tenant(),
                                proposal.atMs() + aheadMs,
                                proposal.actor(),
                                proposal.origin(),
                                proposal.reason(),
                                proposal.command(),
                                proposal.beside()),
                        number);
            }
        });
    }

    /** Takes one kind of change as it comes. */
    private static final class Broken extends StateFold {
        private final Command.ChangeCase kind;

        private Broken(final Command.ChangeCase kind) {
            this.kind = kind;
        }

        @Override
        public Judgement judge(final Proposal proposal, final long number) {
            final Judgement right = super.judge(proposal, number);
            final boolean isTaken = proposal.command().getChangeCase() == kind
                    && right instanceof Judgement.Refuse refuse
                    && refuse.verdict() instanceof Verdict.Rejected rejected
                    && rejected.rejection() != Rejection.REQUEST_ID_REUSED;
            return isTaken ? new Judgement.Accept(proposal.command(), proposal.beside()) : right;
        }
    }

    private void assertBreaks(final String sentence, final Supplier<StateFold> broken) {
        final AssertionError caught = assertThrows(AssertionError.class, () -> {
            for (int i = 0; i < BROKEN_SEQUENCES; i++) {
                play(seed + i, broken);
            }
        });
        assertTrue(String.valueOf(caught.getMessage()).contains(sentence), String.valueOf(caught));
    }

    private void play(final long sequence, final Supplier<StateFold> made) {
        final Random random = new Random(sequence);
        final String moment = "seed=" + sequence;
        final ShuffledLog log = new ShuffledLog(sequence, key, BEGIN_MS);
        final List<StateFold> folds = new ArrayList<>();
        final List<ShuffledLog.Node> nodes = new ArrayList<>();
        final List<RandomProposer> proposers = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            final StateFold fold = made.get();
            folds.add(fold);
            nodes.add(log.join(fold));
            proposers.add(new RandomProposer(fold.state(), "n" + i + "-", random));
        }
        final int unjudged = random.nextInt(3);
        for (int i = 0; i < PROPOSALS; i++) {
            final int at = random.nextInt(NODES);
            if (i >= unjudged && folds.get(at).state().foldVersion() == 0) {
                final var unused = nodes.get(at).propose(RandomProposer.rules(log.nowMs()));
            }
            final var unused = nodes.get(at).propose(proposers.get(at).next(log.nowMs()));
            for (int steps = random.nextInt(6); steps > 0; steps--) {
                log.step();
            }
        }
        log.settle();
        log.assertAgreement(moment);
        log.assertSameHeads(moment);
        for (int i = 1; i < NODES; i++) {
            if (!folds.get(0).kept().equals(folds.get(i).kept())) {
                throw new AssertionError(moment + ": node " + i + " holds another state: "
                        + folds.get(0).kept() + " and " + folds.get(i).kept());
            }
        }
        FoldRules.check(nodes.get(0).verdicts(), moment);
        assertSameFromSnapshot(folds.get(0), moment);
        count(nodes.get(0).verdicts());
    }

    private static void assertSameFromSnapshot(final StateFold fold, final String moment) {
        final var kept = fold.kept();
        final KeyHasher hasher = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);
        assertEquals(kept, StateCodec.toMessage(StateFold.TENANT, StateCodec.toState(kept, hasher)), moment);
    }

    private void count(final List<Verdict> verdicts) {
        for (final Verdict verdict : verdicts) {
            accepted += verdict instanceof Verdict.Accepted ? 1 : 0;
            duplicates += verdict instanceof Verdict.Duplicate ? 1 : 0;
            if (verdict instanceof Verdict.Rejected rejected) {
                seen.add(rejected.rejection());
            }
        }
    }
}
