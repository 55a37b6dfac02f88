package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import io.kairoute.router.compile.CompiledRevision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The revisions of one tenant that this node holds compiled, and those that it cannot compile. Thread-confined: owned by the
 * control thread.
 */
final class KeptRevisions {
    private final int most;
    private final NavigableMap<Long, CompiledRevision> compiled = new TreeMap<>();
    private final Map<Long, String> refused = new HashMap<>();
    private final Map<ByteString, CheckedTable> checked = new HashMap<>();

    /**
     * Holds none yet.
     *
     * @param most how many are kept
     */
    KeptRevisions(final int most) {
        this.most = most;
    }

    /** The revision that decides; null before the first. */
    @Nullable
    CompiledRevision current() {
        return compiled.isEmpty() ? null : compiled.lastEntry().getValue();
    }

    /** The revision that decides; refuses where there is none. */
    CompiledRevision needCurrent() {
        final CompiledRevision current = current();
        if (current == null) {
            throw ControlRefusal.precondition("NO_TABLE", "No table is published for this tenant yet.");
        }
        return current;
    }

    /** A revision that is kept compiled; null when it is not. */
    @Nullable
    CompiledRevision compiled(final long revision) {
        return compiled.get(revision);
    }

    /** Every one that is kept compiled, the oldest first. */
    List<CompiledRevision> all() {
        return List.copyOf(compiled.values());
    }

    /** Why this node cannot compile a revision; empty when it can. */
    String refusedBecause(final long revision) {
        return refused.getOrDefault(revision, "");
    }

    /** The revisions that this node cannot compile. */
    List<Long> refused() {
        return refused.keySet().stream().sorted().toList();
    }

    /** A revision could not be compiled here, and why. */
    void refuse(final long revision, final String reason) {
        refused.put(revision, reason);
    }

    /** Makes a compiled revision one of those that decide; the newest is current. */
    void keep(final CompiledRevision revision) {
        compiled.put(revision.number(), revision);
        refused.remove(revision.number());
        while (compiled.size() > most) {
            compiled.pollFirstEntry();
        }
    }

    /** Has a table at hand that is proposed, so that it need not be compiled again once it is accepted. */
    void offer(final ByteString document, final CheckedTable table) {
        checked.put(document, table);
    }

    /** The table of a document that was offered; null for none. */
    @Nullable
    CheckedTable offered(final ByteString document) {
        return checked.get(document);
    }

    /** The proposal of a table has come to its end. */
    void withdraw(final ByteString document) {
        checked.remove(document);
    }
}
