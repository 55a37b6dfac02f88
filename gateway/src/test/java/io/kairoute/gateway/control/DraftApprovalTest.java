package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kairoute.control.v1.ApproveDraftRequest;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.Draft;
import io.kairoute.gateway.api.Call;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who counts as somebody else, by the names that the audit trail knows. */
class DraftApprovalTest extends OneNodeTest {
    @ParameterizedTest
    @CsvSource({
        "key:ann, key:ann",
        "ann,     key:ann",
        "ann,     jwt:https://id.example#ann",
        "token,   jwt:https://id.example#",
    })
    void shouldNotLetAnAuthorApprove(final String author, final String approver) {
        final Draft draft = draftBy(author);

        final CompletionException refused = assertThrows(CompletionException.class, () -> approve(draft, approver));

        final ControlRefusal cause = assertInstanceOf(ControlRefusal.class, refused.getCause());
        assertEquals("SELF_APPROVAL", cause.refusal().reason());
    }

    @ParameterizedTest
    @CsvSource({"key:ann, key:bob", "key:ann, cert:ann", "jwt:https://a.example#ann, jwt:https://b.example#ann"})
    void shouldLetSomebodyElseApprove(final String author, final String approver) {
        final Draft draft = draftBy(author);

        assertEquals(List.of(approver), approve(draft, approver).getApprovedByList());
    }

    @Test
    void shouldCountOnePersonOnceWhoseNameGotAKind() {
        final Draft once = approve(draftBy("key:ann"), "bob");

        final Draft twice = approve(once, "key:bob");

        assertEquals(List.of("key:bob"), twice.getApprovedByList());
    }

    private Draft draftBy(final String author) {
        return ControlCalls.create(
                        node.plane(),
                        called(author),
                        CreateDraftRequest.newBuilder().setDraft("d").build())
                .join()
                .getDraft();
    }

    private Draft approve(final Draft draft, final String approver) {
        return ControlCalls.approve(
                        node.plane(),
                        called(approver),
                        ApproveDraftRequest.newBuilder()
                                .setDraft(draft.getDraft())
                                .setEtag(draft.getEtag())
                                .build())
                .join()
                .getDraft();
    }

    /** Behind the listener, since an open one knows nobody by name. */
    private static Call called(final String name) {
        return Call.by(name, "here", 0);
    }
}
