package io.kairoute.gateway.control.log;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.CustomerErased;
import io.kairoute.control.v1.DraftApproved;
import io.kairoute.control.v1.DraftDeleted;
import io.kairoute.control.v1.DraftSaved;
import io.kairoute.control.v1.FoldVersionSet;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.LiveOccasionDeclared;
import io.kairoute.control.v1.LiveOccasionExtended;
import io.kairoute.control.v1.LiveOccasionResolved;
import io.kairoute.control.v1.PublishScheduled;
import io.kairoute.control.v1.QueueOverridden;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.QueueOverrideCleared;
import io.kairoute.control.v1.ScheduleCancelled;
import io.kairoute.control.v1.SegmentSetActivated;
import io.kairoute.control.v1.Switch;
import io.kairoute.control.v1.SwitchSet;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.control.state.DraftRecord;
import io.kairoute.gateway.control.state.RevisionRecord;
import io.kairoute.gateway.control.state.ScheduledPublish;
import io.kairoute.gateway.control.state.TenantState;
import java.util.List;
import java.util.Random;

/** Proposes what somebody at one node would, who sees the state of that node and not what is on its way. */
final class RandomProposer {
    private static final List<String> ACTORS = List.of("key:ann", "key:bob", "key:cy");
    private static final List<String> DRAFTS = List.of("a", "b");
    private static final List<String> QUEUES = List.of("x", "y", "z");
    private static final List<String> LIVE = List.of("", "", "o", "p");

    private final TenantState state;
    private final String name;
    private final Random random;
    private int count;

    /**
     * Makes one.
     *
     * @param state of its node
     * @param name its own
     */
    RandomProposer(final TenantState state, final String name, final Random random) {
        this.state = state;
        this.name = name;
        this.random = random;
    }

    /** From here on changes are judged; every node proposes it under one name. */
    static Proposal rules(final long nowMs) {
        return proposal(
                nowMs,
                "node",
                Command.newBuilder()
                        .setFoldVersionSet(FoldVersionSet.newBuilder().setVersion(TenantState.FOLD_VERSION))
                        .setRequestId("~fold-version-1"));
    }

    /** The next proposal. */
    Proposal next(final long nowMs) {
        final Command.Builder command = command(nowMs);
        // Few take a request_id that another request of theirs had.
        command.setRequestId(name + (random.nextInt(30) == 0 ? count : ++count))
                .setRequestContent(ByteString.copyFromUtf8(String.valueOf(random.nextInt())));
        return proposal(nowMs, of(ACTORS), command);
    }

    private Command.Builder command(final long nowMs) {
        final Command.Builder command = Command.newBuilder();
        return switch (random.nextInt(18)) {
            case 0, 1 ->
                command.setLiveOccasionDeclared(LiveOccasionDeclared.newBuilder()
                        .setAccountsMasked(true)
                        .setLiveOccasion(LiveOccasion.newBuilder()
                                .setId(state.foldVersion() == 0 ? name + count : of(LIVE))
                                .setOccasion("outage")
                                .setExpireTime(Timestamps.fromMillis(nowMs + random.nextInt(8_000_000)))));
            case 2 ->
                command.setLiveOccasionExtended(LiveOccasionExtended.newBuilder()
                        .setId(live())
                        .setAfter(Timestamps.fromMillis(nowMs + random.nextInt(8_000_000))));
            case 3 ->
                command.setLiveOccasionResolved(
                        LiveOccasionResolved.newBuilder().setId(live()).setAfter(Timestamps.fromMillis(nowMs)));
            case 4 ->
                command.setQueueOverridden(QueueOverridden.newBuilder()
                        .setAfter(QueueOverride.newBuilder()
                                .setQueue(of(QUEUES))
                                .setKind("REDIRECT")
                                .setRedirectTo(of(QUEUES))
                                .setExpireTime(Timestamps.fromMillis(nowMs + random.nextInt(8_000_000)))));
            case 5 ->
                command.setQueueOverrideCleared(QueueOverrideCleared.newBuilder()
                        .setBefore(QueueOverride.newBuilder().setQueue(of(QUEUES))));
            case 6 ->
                command.setSwitchSet(SwitchSet.newBuilder()
                        .setAfter(Switch.newBuilder()
                                .setSwitch(TenantState.STAGE_TWO)
                                .setOff(random.nextBoolean())
                                .setExpireTime(Timestamps.fromMillis(nowMs + 1_000))));
            case 7, 8 -> saved(command);
            case 9, 10 -> approved(command);
            case 11, 12 -> published(command);
            case 13, 14, 15 -> planned(command, nowMs);
            case 16 ->
                command.setSegmentSetActivated(SegmentSetActivated.newBuilder()
                        .setAfter(1 + random.nextInt(3))
                        .setFound(random.nextBoolean()));
            default ->
                random.nextInt(4) == 0
                        ? command.setDraftDeleted(DraftDeleted.newBuilder().setDraft(of(DRAFTS)))
                        : command.setCustomerErased(CustomerErased.getDefaultInstance());
        };
    }

    private Command.Builder saved(final Command.Builder command) {
        final String id = of(DRAFTS);
        final DraftRecord seen = state.drafts().get(id);
        return command.setDraftSaved(DraftSaved.newBuilder()
                .setDraft(id)
                .setSeen(seen == null ? 0 : seen.version())
                .setAfter(document())
                .setDocumentBytes(random.nextInt(100)));
    }

    private Command.Builder approved(final Command.Builder command) {
        final String id = of(DRAFTS);
        final DraftRecord seen = state.drafts().get(id);
        return command.setDraftApproved(DraftApproved.newBuilder()
                .setDraft(id)
                .setSeen(seen == null ? 0 : seen.version())
                .setDocument(seen == null ? document() : seen.document()));
    }

    private Command.Builder published(final Command.Builder command) {
        final TablePublished.Builder change = TablePublished.newBuilder()
                .setBaseRevision(state.newestRevision())
                // A fold that judges says it itself; before, whoever wrote it did.
                .setRevision(state.newestRevision() + 1);
        final DraftRecord seen = state.drafts().get(of(DRAFTS));
        if (seen != null) {
            return command.setTablePublished(
                    change.setDraft(seen.id()).setDocument(seen.document()).setApprovalsNeeded(random.nextInt(2)));
        }
        final RevisionRecord former = state.revisions().get(1L + random.nextInt(3));
        return command.setTablePublished(
                former == null
                        ? change.setDocument(document())
                        : change.setDocument(former.document()).setRollbackOf(former.number()));
    }

    private Command.Builder planned(final Command.Builder command, final long nowMs) {
        final DraftRecord seen = state.drafts().get(of(DRAFTS));
        final ScheduledPublish plan = seen == null ? null : seen.schedule();
        if (seen != null && plan != null) {
            return command.setScheduleCancelled(
                    ScheduleCancelled.newBuilder().setDraft(seen.id()).setPlan(plan.plan()));
        }
        return command.setPublishScheduled(PublishScheduled.newBuilder()
                .setDraft(seen == null ? "a" : seen.id())
                .setDocument(seen == null ? document() : seen.document())
                .setBaseRevision(state.newestRevision())
                .setPublishTime(Timestamps.fromMillis(nowMs + 1_000)));
    }

    private String live() {
        final List<String> known = List.copyOf(state.live().keySet());
        return known.isEmpty() ? "o" : known.get(random.nextInt(known.size()));
    }

    private ByteString document() {
        return ByteString.copyFrom(new byte[] {(byte) random.nextInt(3)});
    }

    private String of(final List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static Proposal proposal(final long nowMs, final String actor, final Command.Builder command) {
        return new Proposal(StateFold.TENANT, nowMs, actor, "test", "x", command.build(), Beside.NOTHING);
    }
}
