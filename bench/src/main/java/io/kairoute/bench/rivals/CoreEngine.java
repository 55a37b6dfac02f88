package io.kairoute.bench.rivals;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Subject;
import io.kairoute.routing.v1.RouteResponse;

/** Kairoute's own router, bytes to bytes, customer looked up. */
final class CoreEngine implements RivalEngine {
    private final Subject subject;
    private MetContacts contacts = MetContacts.of(new int[] {0});
    private int length;

    CoreEngine(final int rows) {
        subject = new Subject(rows, CustomerSet.open(MetContacts.CUSTOMERS));
    }

    @Override
    public void meet(final int[] rows) {
        contacts = MetContacts.of(rows);
    }

    @Override
    public Object decide() {
        length = subject.route(contacts.next());
        return subject;
    }

    @Override
    public Answer answer() {
        try {
            final byte[] bytes = new byte[length];
            subject.response().getBytes(0, bytes);
            final RouteResponse response = RouteResponse.parseFrom(bytes);
            return new Answer(response.getQueue(), response.getPriority());
        } catch (final InvalidProtocolBufferException e) {
            throw new IllegalStateException("the router's answer is no message", e);
        }
    }

    @Override
    public void close() {
        subject.close();
    }
}
