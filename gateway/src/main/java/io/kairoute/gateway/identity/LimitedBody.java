package io.kairoute.gateway.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the body of an answer up to a limit. Thread-safe: the client's thread writes, and any thread may cancel.
 *
 * <p>A request's own time-out ends with the head of the answer; whoever waits for the body must cancel it in time.
 */
public final class LimitedBody implements HttpResponse.BodySubscriber<byte[]> {
    private final int most;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;
    private boolean isCancelled;

    /** Makes a body of so many bytes at most. */
    public LimitedBody(final int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public synchronized void onSubscribe(final Flow.Subscription begun) {
        subscription = begun;
        if (isCancelled) {
            begun.cancel();
        } else {
            begun.request(Long.MAX_VALUE);
        }
    }

    @Override
    public synchronized void onNext(final List<ByteBuffer> pieces) {
        for (final ByteBuffer piece : pieces) {
            if (bytes.size() + piece.remaining() > most) {
                whole.completeExceptionally(new IOException("over " + most + " bytes"));
                cancel();
                return;
            }
            final byte[] copy = new byte[piece.remaining()];
            piece.get(copy);
            bytes.writeBytes(copy);
        }
    }

    @Override
    public void onError(final Throwable cause) {
        whole.completeExceptionally(cause);
    }

    @Override
    public synchronized void onComplete() {
        whole.complete(bytes.toByteArray());
    }

    /** Reads no more; a body that is whole stays as it is. */
    public synchronized void cancel() {
        isCancelled = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
