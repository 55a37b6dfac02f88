package io.kairoute.gateway.identity;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes one gRPC call of any method: one message out, the first message or the status back. */
public final class AnyCall {
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(final byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(final InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /** What came back: a message with status OK, or another status. */
    public record End(Status status, @Nullable ByteString message) {}

    private AnyCall() {}

    /** Makes the call; a stream that stays silent ends after two seconds. */
    public static End make(final Channel channel, final String method, final Metadata headers, final byte[] message)
            throws Exception {
        final ClientCall<byte[], byte[]> call = channel.newCall(
                MethodDescriptor.<byte[], byte[]>newBuilder()
                        .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                        .setFullMethodName(method)
                        .setRequestMarshaller(BYTES)
                        .setResponseMarshaller(BYTES)
                        .build(),
                CallOptions.DEFAULT.withDeadlineAfter(method.contains("Watch") ? 2 : 10, TimeUnit.SECONDS));
        final CompletableFuture<End> end = new CompletableFuture<>();
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(final byte[] answer) {
                        end.complete(new End(Status.OK, ByteString.copyFrom(answer)));
                    }

                    @Override
                    public void onClose(final Status status, final Metadata trailers) {
                        end.complete(new End(status, null));
                    }
                },
                headers);
        call.request(1);
        call.sendMessage(message);
        call.halfClose();
        final End ended = end.get(15, TimeUnit.SECONDS);
        call.cancel("seen enough", null);
        return ended;
    }
}
