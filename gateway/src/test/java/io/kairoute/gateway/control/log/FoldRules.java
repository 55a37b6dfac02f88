package io.kairoute.gateway.control.log;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.TablePublished;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of accepted entries, whoever judged them, told a second time and in the plainest way. */
final class FoldRules {
    private final Map<String, Draft> drafts = new HashMap<>();
    private final Map<Long, ByteString> revisions = new HashMap<>();
    private final Set<String> live = new HashSet<>();
    private final Set<String> requests = new HashSet<>();
    private long newest;
    private boolean isJudged;

    /** A draft with who wrote it, and who approved it as it is. */
    private static final class Draft {
        private final Set<String> authors = new HashSet<>();
        private final Set<String> approvers = new HashSet<>();
        private ByteString document = ByteString.EMPTY;
        private long plan;
    }

    /** Fails with the first entry that breaks a rule. */
    static void check(final List<Verdict> verdicts, final String moment) {
        final FoldRules rules = new FoldRules();
        for (final Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.Accepted accepted) {
                rules.take(accepted.entry(), moment);
            }
        }
    }

    private void take(final ControlEntry entry, final String moment) {
        final Command command = command(entry);
        rule(requests.add(command.getRequestId()), "a request was accepted twice", moment, command);
        switch (command.getChangeCase()) {
            case FOLD_VERSION_SET -> isJudged = true;
            case LIVE_OCCASION_DECLARED -> {
                final String id =
                        command.getLiveOccasionDeclared().getLiveOccasion().getId();
                rule(live.add(id) && !id.isEmpty(), "two live occasions have one id", moment, command);
            }
            case LIVE_OCCASION_EXTENDED ->
                rule(
                        live.contains(command.getLiveOccasionExtended().getId()),
                        "what is not live was extended",
                        moment,
                        command);
            case DRAFT_SAVED -> {
                final Draft draft =
                        drafts.computeIfAbsent(command.getDraftSaved().getDraft(), id -> new Draft());
                rule(
                        draft.document.equals(command.getDraftSaved().getBefore()),
                        "a draft was saved over one that its writer did not see",
                        moment,
                        command);
                draft.authors.add(entry.actor());
                draft.approvers.clear();
                draft.plan = 0;
                draft.document = command.getDraftSaved().getAfter();
            }
            case DRAFT_DELETED -> drafts.remove(command.getDraftDeleted().getDraft());
            case DRAFT_APPROVED -> {
                final Draft draft =
                        drafts.getOrDefault(command.getDraftApproved().getDraft(), new Draft());
                rule(
                        draft.document.equals(command.getDraftApproved().getDocument())
                                && !draft.authors.contains(entry.actor()),
                        "an approval covers what its approver did not see, or wrote",
                        moment,
                        command);
                draft.approvers.add(entry.actor());
            }
            case PUBLISH_SCHEDULED -> {
                final Draft draft =
                        drafts.getOrDefault(command.getPublishScheduled().getDraft(), new Draft());
                rule(
                        draft.document.equals(command.getPublishScheduled().getDocument()),
                        "a plan covers what its planner did not see",
                        moment,
                        command);
                rule(
                        command.getPublishScheduled().getBaseRevision() == newest,
                        "a plan replaces another revision than the current one",
                        moment,
                        command);
                draft.plan = entry.number();
            }
            case SCHEDULE_CANCELLED -> {
                final Draft draft =
                        drafts.getOrDefault(command.getScheduleCancelled().getDraft(), new Draft());
                rule(
                        draft.plan != 0
                                && draft.plan == command.getScheduleCancelled().getPlan(),
                        "another plan was called off than the one that was meant",
                        moment,
                        command);
                draft.plan = 0;
            }
            case TABLE_PUBLISHED -> published(command.getTablePublished(), moment, command);
            default -> {
                // No rule beyond the shared ones.
            }
        }
    }

    private void published(final TablePublished change, final String moment, final Command command) {
        rule(
                change.getBaseRevision() == newest && change.getRevision() == newest + 1,
                "a publish replaced another revision than it names",
                moment,
                command);
        if (!change.getDraft().isEmpty()) {
            final Draft draft = drafts.getOrDefault(change.getDraft(), new Draft());
            rule(
                    draft.document.equals(change.getDocument())
                            && draft.approvers.size() >= change.getApprovalsNeeded(),
                    "a draft was published that nobody approved as it is",
                    moment,
                    command);
        }
        if (change.getRollbackOf() != 0) {
            rule(
                    change.getDocument().equals(revisions.get(change.getRollbackOf())),
                    "another document was brought back than that of the revision",
                    moment,
                    command);
        }
        revisions.put(change.getRevision(), change.getDocument());
        newest = Math.max(newest, change.getRevision());
        drafts.remove(change.getDraft());
    }

    // What was written before any rule counts as it stands.
    private void rule(final boolean holds, final String sentence, final String moment, final Command command) {
        if (isJudged && !holds) {
            throw new AssertionError(moment + ": " + sentence + ": " + command);
        }
    }

    private static Command command(final ControlEntry entry) {
        try {
            return Command.parseFrom(entry.command());
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
