package io.kairoute.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.kairoute.gateway.observe.RejectCause;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A download behind the window that HTTP/2 begins with needs thousands of WINDOW_UPDATEs. */
class LongDownloadTest {
    private static final int STANDARD_WINDOW = 65_535;
    private static final int MESSAGES = 40;
    private static final int MESSAGE_BYTES = 1024 * 1024;
    private static final Buffer MESSAGE =
            Buffer.buffer().appendByte((byte) 0).appendInt(MESSAGE_BYTES).appendBytes(new byte[MESSAGE_BYTES]);
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

    @Test
    void shouldLetAClientWithTheStandardWindowDownload40MiB() throws Exception {
        final Queue<RejectCause> rejected = new ConcurrentLinkedQueue<>();
        final Vertx vertx = Vertx.builder()
                .withTransport(new GuardedTransport(
                        new ConnectionPolicy(new ConnectionLimit(10), 60_000_000_000L, rejected::add)))
                .build();
        try {
            final HttpServer server = vertx.createHttpServer()
                    .requestHandler(LongDownloadTest::answer)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);

            assertEquals((long) MESSAGES * MESSAGE_BYTES, download(server.actualPort()));

            assertEquals(0, rejected.size(), rejected::toString);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    private static void answer(final HttpServerRequest request) {
        final HttpServerResponse response = request.response();
        response.setChunked(true).putHeader("content-type", "application/grpc");
        write(response, MESSAGES);
    }

    private static void write(final HttpServerResponse response, final int left) {
        if (left == 0) {
            response.putTrailer("grpc-status", "0").end();
            return;
        }
        response.write(MESSAGE).onSuccess(written -> write(response, left - 1));
    }

    private static long download(final int port) {
        final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .flowControlWindow(STANDARD_WINDOW)
                .build();
        try {
            final MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                    .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                    .setFullMethodName("test/Download")
                    .setRequestMarshaller(BYTES)
                    .setResponseMarshaller(BYTES)
                    .build();
            final Iterator<byte[]> answers =
                    ClientCalls.blockingServerStreamingCall(channel, method, CallOptions.DEFAULT, new byte[0]);
            long bytes = 0;
            while (answers.hasNext()) {
                bytes += answers.next().length;
            }
            return bytes;
        } finally {
            channel.shutdownNow();
        }
    }
}
