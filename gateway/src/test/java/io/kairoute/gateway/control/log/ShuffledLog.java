package io.kairoute.gateway.control.log;

import io.kairoute.router.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A log of many nodes in virtual time: proposals come into one order late and shuffled, and each node is handed that order late, in
 * batches, some of them twice. Nodes share nothing but the proposals; each one judges, numbers and chains by itself.
 *
 * <p>What may happen to a proposal: it is lost; it comes in, and its proposer is told that nobody knows; where it has a request id, it
 * comes in twice, as it does when a proposer repeats it. All of it follows from the seed. Thread-confined.
 */
final class ShuffledLog {
    private static final int MOST_AT_ONCE = 6;
    private static final int MOST_PAUSE_MS = 400;
    private static final int LOST_IN = 40;
    private static final int UNKNOWN_IN = 20;
    private static final int TWICE_IN = 10;

    private final ChainKey key;
    private final Random random;
    private final List<Arrival> underway = new ArrayList<>();
    private final List<Arrival> order = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private long nowMs;

    /**
     * Makes a log without entries.
     *
     * @param key what each node's chain is signed with
     * @param beginMs the virtual time at first
     */
    ShuffledLog(final long seed, final ChainKey key, final long beginMs) {
        this.key = key;
        this.random = new Random(seed);
        this.nowMs = beginMs;
    }

    /** A proposal on its way, with whom to tell; the second coming of a proposal tells nobody. */
    private record Arrival(
            Proposal proposal, Node from, @Nullable CompletableFuture<Verdict> outcome) {}

    /** Another node, which judges by a fold of its own; to be called before anything is proposed. */
    Node join(final Fold fold) {
        final Node node = new Node(fold);
        nodes.add(node);
        return node;
    }

    /** The virtual time. */
    long nowMs() {
        return nowMs;
    }

    /** Lets time pass, and one thing happen: a proposal comes into the order, or a node is handed a batch of it. */
    void step() {
        nowMs += random.nextInt(MOST_PAUSE_MS);
        final int choice = random.nextInt(nodes.size() + 1);
        if (choice == nodes.size()) {
            arrive();
        } else {
            nodes.get(choice).deliver(1 + random.nextInt(MOST_AT_ONCE), random.nextInt(3));
        }
    }

    /** Lets everything that is underway come into the order, and every node be handed all of it. */
    void settle() {
        while (!underway.isEmpty()) {
            step();
        }
        nodes.forEach(node -> node.deliver(order.size(), 0));
    }

    /** Fails with the first verdict on which two nodes do not agree; {@link #settle} first. */
    void assertAgreement(final String moment) {
        final Node first = nodes.get(0);
        for (int i = 1; i < nodes.size(); i++) {
            final Node other = nodes.get(i);
            for (int at = 0; at < order.size(); at++) {
                if (!isSame(first.verdicts.get(at), other.verdicts.get(at))) {
                    throw new AssertionError(moment + ": record " + at + " is " + first.verdicts.get(at)
                            + " at node 0 and " + other.verdicts.get(at) + " at node " + i + ": "
                            + order.get(at).proposal());
                }
            }
        }
    }

    /** Fails where the chains of two nodes end differently; this one computes every hash. {@link #settle} first. */
    void assertSameHeads(final String moment) {
        final Map<String, AuditHead> heads = nodes.get(0).heads();
        for (int i = 1; i < nodes.size(); i++) {
            if (!heads.equals(nodes.get(i).heads())) {
                throw new AssertionError(moment + ": heads " + heads + " at node 0, "
                        + nodes.get(i).heads() + " at node " + i);
            }
        }
    }

    private void arrive() {
        if (underway.isEmpty()) {
            return;
        }
        final Arrival record = underway.remove(random.nextInt(underway.size()));
        final CompletableFuture<Verdict> outcome = record.outcome();
        if (outcome != null && random.nextInt(LOST_IN) == 0) {
            outcome.completeExceptionally(StoreException.refused("the proposal was lost"));
            return;
        }
        order.add(record);
        if (outcome == null) {
            return;
        }
        if (random.nextInt(UNKNOWN_IN) == 0) {
            outcome.completeExceptionally(
                    new OutcomeUnknownException("nobody knows", new IllegalStateException("no answer")));
        }
        if (!record.proposal().command().getRequestId().isEmpty() && random.nextInt(TWICE_IN) == 0) {
            underway.add(new Arrival(record.proposal(), record.from(), null));
        }
    }

    private static boolean isSame(final ControlEntry one, final ControlEntry other) {
        return one.sequence() == other.sequence()
                && one.number() == other.number()
                && Arrays.equals(one.command(), other.command());
    }

    private static boolean isSame(final Verdict one, final Verdict other) {
        return (one instanceof Verdict.Accepted a && other instanceof Verdict.Accepted b)
                ? isSame(a.entry(), b.entry())
                : one.equals(other);
    }

    /** One node: it proposes, and folds what it is handed. Entries have no hash: the chain is made where heads are asked for. */
    final class Node {
        private final Fold fold;
        private final List<Verdict> verdicts = new ArrayList<>();
        private final Map<String, Long> numbers = new HashMap<>();
        private final List<NewEntry> accepted = new ArrayList<>();
        private long sequence;
        private boolean isStopped;

        private Node(final Fold fold) {
            this.fold = fold;
        }

        /** Proposes a change; its outcome comes when this node is handed it. */
        CompletableFuture<Verdict> propose(final Proposal proposal) {
            final CompletableFuture<Verdict> outcome = new CompletableFuture<>();
            underway.add(new Arrival(proposal, this, outcome));
            return outcome;
        }

        /** How many records of the order this node was handed. */
        int handed() {
            return verdicts.size();
        }

        /** What became of each record of the order, as far as this node was handed it. */
        List<Verdict> verdicts() {
            return verdicts;
        }

        /** By tenant, where this node's chain ends. */
        Map<String, AuditHead> heads() {
            final ChainEnd end = new ChainEnd(new HashChain(key));
            accepted.forEach(entry -> end.add(end.next(entry)));
            final Map<String, AuditHead> heads = new TreeMap<>();
            end.heads()
                    .forEach((tenant, head) -> heads.put(
                            tenant, new AuditHead(head.number(), HexFormat.of().formatHex(head.hash()))));
            return heads;
        }

        // A batch that begins with records of before is as good as one that does not.
        private void deliver(final int most, final int again) {
            final int from = Math.max(0, verdicts.size() - again);
            for (int at = from; at < Math.min(order.size(), from + again + most); at++) {
                if (at == verdicts.size()) {
                    take(order.get(at));
                }
            }
        }

        private void take(final Arrival record) {
            final Verdict verdict = isStopped ? new Verdict.NeedsNewer() : judged(record.proposal());
            verdicts.add(verdict);
            final CompletableFuture<Verdict> outcome = record.outcome();
            if (record.from() == this && outcome != null) {
                outcome.complete(verdict);
            }
        }

        private Verdict judged(final Proposal proposal) {
            final long number = numbers.getOrDefault(proposal.tenant(), 0L) + 1;
            final Fold.Judgement judgement = fold.judge(proposal, number);
            if (judgement instanceof Fold.Judgement.Refuse refuse) {
                return refuse.verdict();
            }
            final byte[] command = ((Fold.Judgement.Accept) judgement).command().toByteArray();
            final NewEntry added = proposal.entry(command);
            accepted.add(added);
            sequence++;
            numbers.put(proposal.tenant(), number);
            final ControlEntry entry = new ControlEntry(
                    sequence,
                    added.tenant(),
                    number,
                    added.atMs(),
                    added.actor(),
                    added.origin(),
                    added.kind(),
                    added.reason(),
                    command,
                    new byte[0]);
            isStopped = !fold.apply(entry);
            return new Verdict.Accepted(entry);
        }
    }
}
