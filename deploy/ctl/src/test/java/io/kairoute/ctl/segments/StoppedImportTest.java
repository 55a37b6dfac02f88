package io.kairoute.ctl.segments;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.kairoute.control.v1.ImportSegmentSetRequest;
import io.kairoute.control.v1.ImportSegmentSetResponse;
import io.kairoute.control.v1.SegmentServiceGrpc;
import io.kairoute.ctl.Kairoute;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import that somebody stops with Ctrl-C says what became of it. */
final class StoppedImportTest {
    private static final long PATIENCE_S = 60;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldSayThatTheNodeHadTheWholeFileAndTellItToGiveUp() throws Exception {
        final Silent node = new Silent();
        final Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(node)
                .build()
                .start();
        try {
            final Path said = directory.resolve("said");
            final Process process = importing("127.0.0.1:" + server.getPort(), said);
            assertTrue(node.whole.await(PATIENCE_S, TimeUnit.SECONDS), "the file never came");

            process.destroy();

            assertTrue(process.waitFor(PATIENCE_S, TimeUnit.SECONDS), "it does not stop");
            assertTrue(node.givenUp.await(PATIENCE_S, TimeUnit.SECONDS), "the node was not told");
            final String text = Files.readString(said);
            assertTrue(text.contains("The node had the whole file and was told to give it up"), text);
            assertTrue(!text.contains("CANCELLED") && !text.contains("Unexpected"), text);
        } finally {
            server.shutdownNow();
        }
    }

    private Process importing(final String target, final Path said) throws IOException {
        final Path csv = Files.writeString(directory.resolve("c.csv"), "id\n1\n");
        final Path mapping = Files.writeString(
                directory.resolve("mapping.yaml"), "format: 1\nkey: {column: id, type: crm}\ntiers: [{tier: gold}]\n");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Kairoute.class.getName(),
                        "segments",
                        "import",
                        csv.toString(),
                        "--mapping=" + mapping,
                        "--reason=test",
                        "--target=" + target)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    /** A node that takes the file and says nothing. */
    private static final class Silent extends SegmentServiceGrpc.SegmentServiceImplBase {
        private final CountDownLatch whole = new CountDownLatch(1);
        private final CountDownLatch givenUp = new CountDownLatch(1);

        @Override
        public StreamObserver<ImportSegmentSetRequest> importSegmentSet(
                final StreamObserver<ImportSegmentSetResponse> answers) {
            if (answers instanceof ServerCallStreamObserver<ImportSegmentSetResponse> call) {
                call.setOnCancelHandler(givenUp::countDown);
            }
            return new StreamObserver<>() {
                @Override
                public void onNext(final ImportSegmentSetRequest request) {}

                @Override
                public void onError(final Throwable fault) {}

                @Override
                public void onCompleted() {
                    whole.countDown();
                }
            };
        }
    }
}
