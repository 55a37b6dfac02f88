package io.kairoute.gateway.control.log;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.TablePublished;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A fold that accepts a publish that replaces the newest revision of its tenant, once for each request id. */
class ToyFold implements Fold {
    private final Map<String, Long> revisions = new HashMap<>();
    private final Set<String> requests = new HashSet<>();
    private final List<Long> applied = new ArrayList<>();

    /** A publish that replaces a revision. */
    static Proposal proposal(final String tenant, final long base, final String requestId) {
        return proposal(tenant, base, requestId, new byte[0]);
    }

    /** A publish of a document. */
    static Proposal proposal(final String tenant, final long base, final String requestId, final byte[] document) {
        return new Proposal(
                tenant,
                1_000 * base,
                "key:ann",
                "127.0.0.1",
                "because",
                Command.newBuilder()
                        .setRequestId(requestId)
                        .setTablePublished(TablePublished.newBuilder()
                                .setBaseRevision(base)
                                .setDocument(
                                        document.length == 0
                                                ? ByteString.EMPTY
                                                : ByteString.copyFrom(Sha256.of(document))))
                        .build(),
                document.length == 0 ? Beside.NOTHING : Beside.document(document));
    }

    @Override
    public Judgement judge(final Proposal proposal, final long number) {
        final Command command = proposal.command();
        if (requests.contains(command.getRequestId())) {
            return new Judgement.Refuse(new Verdict.Duplicate(command.getRequestId()));
        }
        if (command.getTablePublished().getBaseRevision() != revisions.getOrDefault(proposal.tenant(), 0L)) {
            return new Judgement.Refuse(new Verdict.Rejected(Rejection.BASE_REVISION));
        }
        final Command.Builder completed = command.toBuilder();
        completed.getTablePublishedBuilder().setRevision(number);
        return new Judgement.Accept(completed.build(), proposal.beside());
    }

    @Override
    public boolean apply(final ControlEntry entry) {
        final Command command = ToyFold.command(entry);
        if (command.getChangeCase() == Command.ChangeCase.CHANGE_NOT_SET) {
            return false;
        }
        revisions.put(entry.tenant(), command.getTablePublished().getRevision());
        if (!command.getRequestId().isEmpty()) {
            requests.add(command.getRequestId());
        }
        applied.add(entry.sequence());
        return true;
    }

    /** The entries that were folded in, by their place in the log. */
    List<Long> applied() {
        return applied;
    }

    /** What it holds, as a snapshot keeps it. */
    byte[] state() {
        final StringBuilder state = new StringBuilder();
        new TreeMap<>(revisions)
                .forEach((tenant, revision) ->
                        state.append(tenant).append('=').append(revision).append('\n'));
        new TreeSet<>(requests).forEach(request -> state.append(request).append('\n'));
        return state.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A fold that holds what was kept. */
    static ToyFold of(final byte[] state) {
        final ToyFold fold = new ToyFold();
        new String(state, StandardCharsets.UTF_8).lines().forEach(line -> {
            final int equals = line.indexOf('=');
            if (equals < 0) {
                fold.requests.add(line);
            } else {
                fold.revisions.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
            }
        });
        return fold;
    }

    /** A tenant's newest revision. */
    long revision(final String tenant) {
        return revisions.getOrDefault(tenant, 0L);
    }

    private static Command command(final ControlEntry entry) {
        try {
            return Command.parseFrom(entry.command());
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
