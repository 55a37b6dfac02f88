package io.kairoute.bench.rivals;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.bench.subject.Contacts;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;

/** The router by hand, as a rival. */
final class HashMapEngine implements RivalEngine {
    private final HashMapRouter router;
    private MetContacts contacts = MetContacts.of(new int[] {0});
    private byte[] answer = {};

    HashMapEngine(final List<RivalRow> rows) {
        router = new HashMapRouter(rows.size(), MetContacts.CUSTOMERS);
    }

    @Override
    public void meet(final int[] rows) {
        contacts = MetContacts.of(rows);
    }

    @Override
    public Object decide() {
        final Contacts next = contacts.next();
        answer = router.route(next.bytes());
        return answer;
    }

    @Override
    public Answer answer() {
        try {
            final RouteResponse response = RouteResponse.parseFrom(answer);
            return new Answer(response.getQueue(), response.getPriority());
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalStateException("the answer is no message", e);
        }
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
