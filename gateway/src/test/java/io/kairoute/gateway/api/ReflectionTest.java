package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.rpc.ErrorInfo;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.kairoute.gateway.TestAdminService;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReflectionTest {
    @Test
    void shouldTellAReflectionClientWhatThereIsWhileItsCallIsOpen() throws Exception {
        try (Node server = serve(Map.of())) {
            final ManagedChannel channel = channel(server);
            final BlockingQueue<ServerReflectionResponse> answers = new LinkedBlockingQueue<>();
            final StreamObserver<ServerReflectionRequest> questions = ServerReflectionGrpc.newStub(channel)
                    .serverReflectionInfo(new StreamObserver<>() {
                        @Override
                        public void onNext(final ServerReflectionResponse answer) {
                            answers.add(answer);
                        }

                        @Override
                        public void onError(final Throwable cause) {}

                        @Override
                        public void onCompleted() {
                            answers.add(ServerReflectionResponse.getDefaultInstance());
                        }
                    });

            questions.onNext(
                    ServerReflectionRequest.newBuilder().setListServices("").build());
            final ServerReflectionResponse list = answers.poll(10, TimeUnit.SECONDS);
            questions.onNext(ServerReflectionRequest.newBuilder()
                    .setFileContainingSymbol("kairoute.routing.v1.RoutingService")
                    .build());
            final ServerReflectionResponse file = answers.poll(10, TimeUnit.SECONDS);
            questions.onCompleted();
            final ServerReflectionResponse end = answers.poll(10, TimeUnit.SECONDS);
            channel.shutdownNow();

            final List<String> names = new ArrayList<>();
            list.getListServicesResponse().getServiceList().forEach(service -> names.add(service.getName()));
            assertTrue(
                    names.containsAll(List.of(
                            "kairoute.routing.v1.RoutingService",
                            "grpc.health.v1.Health",
                            "grpc.reflection.v1.ServerReflection",
                            "test.v1.ThingService")),
                    names.toString());
            final ByteString first = file.getFileDescriptorResponse().getFileDescriptorProto(0);
            assertEquals(
                    "kairoute.routing.v1", FileDescriptorProto.parseFrom(first).getPackage());
            assertEquals(ServerReflectionResponse.getDefaultInstance(), end);
        }
    }

    @Test
    void shouldAnswerAThousandQuestionsOfACallAndRefuseTheNext() throws Exception {
        try (Node server = serve(Map.of())) {
            final ManagedChannel channel = channel(server);
            final AtomicInteger answers = new AtomicInteger();
            final CompletableFuture<Throwable> end = new CompletableFuture<>();
            final StreamObserver<ServerReflectionRequest> questions = ServerReflectionGrpc.newStub(channel)
                    .serverReflectionInfo(new StreamObserver<>() {
                        @Override
                        public void onNext(final ServerReflectionResponse answer) {
                            answers.incrementAndGet();
                        }

                        @Override
                        public void onError(final Throwable cause) {
                            end.complete(cause);
                        }

                        @Override
                        public void onCompleted() {
                            end.complete(new AssertionError("ended well"));
                        }
                    });

            for (int i = 0; i <= 1_000; i++) {
                questions.onNext(ServerReflectionRequest.newBuilder()
                        .setFileByFilename("none")
                        .build());
            }

            final com.google.rpc.Status refused = StatusProto.fromThrowable(end.get(60, TimeUnit.SECONDS));
            assertEquals(
                    "TOO_MANY_QUESTIONS",
                    refused.getDetails(0).unpack(ErrorInfo.class).getReason());
            assertEquals(1_000, answers.get());
            channel.shutdownNow();
        }
    }

    @Test
    void shouldNotReflectWhereConfigurationSaysNo() throws Exception {
        try (Node server = serve(Map.of(Property.ADMIN_REFLECTION, "false"))) {
            assertEquals(Status.Code.UNIMPLEMENTED, raw(server, new byte[0], false));
        }
    }

    @Test
    void shouldAnswerMalformedQuestionsWithAStatus() throws Exception {
        try (Node server = serve(Map.of())) {
            assertEquals(Status.Code.INVALID_ARGUMENT, raw(server, new byte[] {(byte) 0xff, (byte) 0xff}, false));
            assertEquals(Status.Code.RESOURCE_EXHAUSTED, raw(server, new byte[5_000], false));
            assertEquals(Status.Code.OK, raw(server, new byte[0], true));
        }
    }

    @Test
    void shouldCountAnEarlyRefusalByTheMethod(@TempDir final Path directory) throws Exception {
        final Path credentials = directory.resolve("credentials.yaml");
        Files.writeString(
                credentials,
                "keys:\n  - {name: pbx, sha256: "
                        + NewKey.make(new SecureRandom()).sha256() + ", tenant: default, roles: [route]}\n");
        try (Node server = serve(Map.of(Property.IDENTITY_CREDENTIALS, credentials.toString()))) {
            assertEquals(Status.Code.UNAUTHENTICATED, raw(server, new byte[0], true));

            assertEquals(
                    1,
                    TestGateways.metric(
                            server,
                            "kairoute_admin_calls_total{method=\"" + ReflectionCalls.METHOD.name()
                                    + "\",status=\"UNAUTHENTICATED\"}"));
        }
    }

    private static Node serve(final Map<Property, String> properties) {
        return TestGateways.start(
                properties, Served.of(TestTables.tenants("default")).with(TestAdminService.services()));
    }

    private static ManagedChannel channel(final Node server) {
        return NettyChannelBuilder.forAddress("127.0.0.1", server.adminPort())
                .usePlaintext()
                .build();
    }

    private static Status.Code raw(final Node server, final byte[] question, final boolean isNone) throws Exception {
        final ManagedChannel channel = channel(server);
        final MethodDescriptor.Marshaller<byte[]> bytes = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(final byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(final InputStream stream) {
                return new byte[0];
            }
        };
        final ClientCall<byte[], byte[]> call = channel.newCall(
                MethodDescriptor.<byte[], byte[]>newBuilder()
                        .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                        .setFullMethodName(ReflectionCalls.METHOD.name())
                        .setRequestMarshaller(bytes)
                        .setResponseMarshaller(bytes)
                        .build(),
                CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS));
        final CompletableFuture<Status> end = new CompletableFuture<>();
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(final Status status, final Metadata trailers) {
                        end.complete(status);
                    }
                },
                new Metadata());
        call.request(2);
        if (!isNone) {
            call.sendMessage(question);
        }
        call.halfClose();
        final Status.Code code = end.get(15, TimeUnit.SECONDS).getCode();
        channel.shutdownNow();
        return code;
    }
}
