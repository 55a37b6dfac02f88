package io.kairoute.gateway.route;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.gateway.format.LaterQueues;
import io.kairoute.router.codec.AnswerTable;
import io.kairoute.router.codec.PiecePool;
import io.kairoute.router.decide.Contact;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.routing.v1.RouteResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads from the table behind a decision what the queues that come later are called on a platform. */
final class QueuesOnPlatform {
    private QueuesOnPlatform() {}

    /** Where a contact may go after the queue that was decided. */
    static LaterQueues after(final Contact contact, final String platform) {
        final CompiledTable table = contact.snapshot().table();
        final AnswerTable answers = table.answers();
        final byte[] name = platform.getBytes(StandardCharsets.UTF_8);
        final int column = answers.platforms().find(name, 0, name.length);
        final int ladder = (int) contact.decision.treatment[TreatmentFields.LADDER];
        final int byDefault = (int) table.rows().field(table.defaultRow(), TreatmentFields.QUEUE);
        return new LaterQueues(
                Arrays.stream(answers.ladderQueues()[ladder])
                        .mapToObj(queue -> ref(answers, queue, column))
                        .toList(),
                table.names().queues().get(byDefault),
                ref(answers, byDefault, column));
    }

    private static String ref(final AnswerTable answers, final int queue, final int column) {
        if (queue == AnswerTable.STAYS || column == ByteKeyIndex.MISSING) {
            return "";
        }
        final long piece = answers.queueRef()[queue][column];
        final byte[] bytes = new byte[(int) piece + PiecePool.SLACK];
        final int length = answers.pool().append(piece, bytes, 0);
        try {
            return RouteResponse.parseFrom(ByteBuffer.wrap(bytes, 0, length)).getQueueRef();
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalStateException("the compiler wrote a reference that is no field", e);
        }
    }
}
