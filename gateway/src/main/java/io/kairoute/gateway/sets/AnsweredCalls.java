package io.kairoute.gateway.sets;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.kairoute.gateway.control.RequestKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows what calls about single customers were answered, so that one that is repeated with its request_id is answered alike.
 *
 * <p>In memory only, unlike other changes: what is kept of a call must not tell whom it was about. A repetition that is no longer
 * known does no harm: a correction has its source version, and who is erased cannot be erased again. Thread-safe.
 */
final class AnsweredCalls {
    private static final int MOST = 10_000;

    private final Map<String, Answered> byRequestId = new LinkedHashMap<>();

    private record Answered(ByteString content, Message answer) {}

    /** Answers a call, as before where it came before; {@code key} is null for one without a request_id. */
    <A extends Message> A once(final @Nullable RequestKey key, final Supplier<A> work) {
        if (key == null) {
            return work.get();
        }
        final Message before = before(key);
        if (before != null) {
            @SuppressWarnings("unchecked") // the content names the request's type, and so the answer's
            final A same = (A) before;
            return same;
        }
        final A answer = work.get();
        remember(key, answer);
        return answer;
    }

    private synchronized @Nullable Message before(final RequestKey key) {
        final Answered before = byRequestId.get(key.id());
        if (before == null) {
            return null;
        }
        if (!before.content().equals(key.content())) {
            throw RequestKey.reused();
        }
        return before.answer();
    }

    private synchronized void remember(final RequestKey key, final Message answer) {
        byRequestId.put(key.id(), new Answered(key.content(), answer));
        if (byRequestId.size() > MOST) {
            byRequestId.remove(byRequestId.keySet().iterator().next());
        }
    }
}
