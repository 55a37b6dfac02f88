package io.kairoute.gateway.control.log;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The end of a log, where its chains are checked and continued: one chain for each tenant, in one order. Thread-confined.
 */
final class ChainEnd {
    private final HashChain chain;
    private final SortedMap<String, ChainHead> heads;
    private long sequence;
    private long checked;

    /** The end of a log without entries. */
    ChainEnd(final HashChain chain) {
        this(chain, 0, Map.of());
    }

    /**
     * The end of a log at an entry.
     *
     * @param heads where each tenant's chain ended at that entry
     */
    ChainEnd(final HashChain chain, final long sequence, final Map<String, ChainHead> heads) {
        this.chain = chain;
        this.sequence = sequence;
        this.heads = new TreeMap<>(heads);
    }

    /** The last entry's place in the log. */
    long sequence() {
        return sequence;
    }

    /** Where each tenant's chain ends. */
    SortedMap<String, ChainHead> heads() {
        return heads;
    }

    /** Entries that were checked. */
    long checked() {
        return checked;
    }

    /** The number that a tenant's next entry has. */
    long nextNumber(final String tenant) {
        return head(tenant).number() + 1;
    }

    /** The entry that a change becomes when it comes next. */
    ControlEntry next(final NewEntry added) {
        final ChainHead head = head(added.tenant());
        return new ControlEntry(
                sequence + 1,
                added.tenant(),
                head.number() + 1,
                added.atMs(),
                added.actor(),
                added.origin(),
                added.kind(),
                added.reason(),
                added.command(),
                chain.hash(head.hash(), sequence + 1, head.number() + 1, added));
    }

    /** Whether an entry is what was written here; goes on to it where it is. */
    boolean check(final ControlEntry entry) {
        checked++;
        final ChainHead head = head(entry.tenant());
        final boolean fits = entry.sequence() == sequence + 1
                && entry.number() == head.number() + 1
                && Arrays.equals(entry.hash(), chain.hash(head.hash(), entry));
        if (fits) {
            add(entry);
        }
        return fits;
    }

    /** Goes on to an entry that {@link #next} made. */
    void add(final ControlEntry entry) {
        sequence = entry.sequence();
        heads.put(entry.tenant(), new ChainHead(entry.number(), entry.hash()));
    }

    /** What a snapshot of a fold that ends here is sealed with. */
    byte[] seal(final byte[] state) {
        return chain.seal(sequence, heads, state);
    }

    private ChainHead head(final String tenant) {
        return heads.getOrDefault(tenant, ChainHead.NONE);
    }
}
