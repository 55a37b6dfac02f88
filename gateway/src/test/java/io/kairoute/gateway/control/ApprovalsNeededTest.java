package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.util.Timestamps;
import com.google.rpc.Code;
import io.kairoute.control.v1.ApproveDraftRequest;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.gateway.Refused;
import io.kairoute.gateway.api.Call;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever publishes or plans what is not approved hears what is missing, and how it comes. */
class ApprovalsNeededTest extends OneNodeTest {
    private static final String HOW =
            "by somebody with the role approver who did not write it: kairoute table draft approve, or ApproveDraft.";

    private Draft draft = Draft.getDefaultInstance();

    @BeforeEach
    void needTwo() {
        node.close();
        node = ControlNode.start(directory, new ControlSettings(2, 16), InstantSource.system(), Map.of(), null);
        draft = ControlCalls.create(
                        node.plane(),
                        called("key:ann"),
                        CreateDraftRequest.newBuilder().setDraft("d").build())
                .join()
                .getDraft();
    }

    @Test
    void shouldSayHowManyApprovalsAreMissingByWhomAndByWhichCall() {
        draft = approve("key:bob");

        final Refused refused = Refused.by(
                () -> node.tables().publishTable(publish().setDraft("d").build()));

        assertEquals(
                new Refused(
                        Code.FAILED_PRECONDITION,
                        "APPROVAL_NEEDED",
                        "Publishing needs a draft with 2 approvals, and this one has 1. It lacks 1 approval " + HOW),
                refused);
    }

    @Test
    void shouldSayThatADocumentMustBecomeADraftToBeApproved() {
        final Refused refused = Refused.by(() -> node.tables()
                .publishTable(
                        publish().setDocument(ControlTables.withPriority(71)).build()));

        assertEquals(
                new Refused(
                        Code.FAILED_PRECONDITION,
                        "APPROVAL_NEEDED",
                        "Publishing needs a draft with 2 approvals, and this is a document. Keep it as a draft and have that"
                                + " approved " + HOW),
                refused);
    }

    @Test
    void shouldTakeAPlanThatLacksApprovalsAndSayHowMany() {
        assertEquals(2, plan());
        draft = approve("key:bob");
        assertEquals(1, plan());
        draft = approve("key:cy");
        assertEquals(0, plan());
    }

    @Test
    void shouldNameTheApproverToWhoeverSawTheDraftBeforeTheApproval() {
        final Draft before = draft;
        draft = approve("key:cy");
        draft = approve("key:bob");

        assertEquals(
                "The draft was approved by key:bob since; look at it again, its etag is " + draft.getEtag() + ".",
                sentence(update("key:ann", before.getEtag())));
    }

    @Test
    void shouldNameTheWriterToWhoeverSawTheDraftBeforeItWasChanged() {
        final Draft before = draft;
        draft = approve("key:cy");
        draft = update("key:bob", draft.getEtag()).join();

        assertEquals(
                "The draft was changed by key:bob since; look at it again, its etag is " + draft.getEtag() + ".",
                sentence(update("key:ann", before.getEtag())));
    }

    private CompletableFuture<Draft> update(final String writer, final String etag) {
        return ControlCalls.update(
                        node.plane(),
                        called(writer),
                        UpdateDraftRequest.newBuilder()
                                .setDraft("d")
                                .setEtag(etag)
                                .setDocument(ControlTables.withPriority(72))
                                .build())
                .thenApply(response -> response.getDraft());
    }

    private Draft approve(final String approver) {
        return ControlCalls.approve(
                        node.plane(),
                        called(approver),
                        ApproveDraftRequest.newBuilder()
                                .setDraft("d")
                                .setEtag(draft.getEtag())
                                .build())
                .join()
                .getDraft();
    }

    private int plan() {
        return node.tables()
                .schedulePublish(SchedulePublishRequest.newBuilder()
                        .setDraft("d")
                        .setBaseRevision(1)
                        .setReason("tonight")
                        .setPublishTime(Timestamps.fromMillis(System.currentTimeMillis() + 3_600_000))
                        .build())
                .getApprovalsMissing();
    }

    private static PublishTableRequest.Builder publish() {
        return PublishTableRequest.newBuilder()
                .setBaseRevision(1)
                .setAcceptWarnings(true)
                .setReason("x");
    }

    private static String sentence(final CompletableFuture<Draft> refused) {
        final CompletionException thrown = assertThrows(CompletionException.class, refused::join);
        return assertInstanceOf(ControlRefusal.class, thrown.getCause())
                .refusal()
                .message();
    }

    /** Behind the listener, since an open one knows nobody by name. */
    private static Call called(final String name) {
        return Call.by(name, "here", 0);
    }
}
