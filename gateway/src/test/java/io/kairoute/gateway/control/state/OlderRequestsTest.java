package io.kairoute.gateway.control.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.CustomerErased;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.Fold.Judgement;
import io.kairoute.gateway.control.log.Proposal;
import io.kairoute.gateway.control.log.Rejection;
import io.kairoute.gateway.control.log.Verdict;
import io.kairoute.router.key.KeyHasher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Older versions wrote a publish's request id into the publish, and told nothing of what was asked. */
class OlderRequestsTest {
    private final TenantState state = new TenantState(new KeyHasher(new byte[KeyHasher.SECRET_BYTES]));

    @BeforeEach
    void publishAsAnOlderVersionDid() {
        final Command published = Command.newBuilder()
                .setTablePublished(TablePublished.newBuilder().setRevision(1).setRequestId("r"))
                .build();
        assertTrue(state.apply(new ControlEntry(
                1, "default", 1, 0, "ann", "here", "table_published", "", published.toByteArray(), new byte[0])));
    }

    @Test
    void shouldKnowAPublishThatIsRepeatedAfterAnUpgrade() {
        assertEquals(
                new Verdict.Duplicate("r"),
                verdict(Command.newBuilder().setTablePublished(TablePublished.newBuilder())));
    }

    @Test
    void shouldRefuseTheIdOfAPublishToAnotherKindOfChange() {
        assertEquals(
                new Verdict.Rejected(Rejection.REQUEST_ID_REUSED),
                verdict(Command.newBuilder().setCustomerErased(CustomerErased.getDefaultInstance())));
    }

    private Verdict verdict(final Command.Builder change) {
        final Command command = change.setRequestId("r")
                .setRequestContent(ByteString.copyFromUtf8("asked"))
                .build();
        final Judgement judgement =
                state.judge(new Proposal("default", 0, "ann", "here", "x", command, Beside.NOTHING), 2);
        return ((Judgement.Refuse) judgement).verdict();
    }
}
