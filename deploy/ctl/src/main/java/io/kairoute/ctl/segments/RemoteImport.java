package io.kairoute.ctl.segments;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.kairoute.control.v1.ImportHead;
import io.kairoute.control.v1.ImportResult;
import io.kairoute.control.v1.ImportSegmentSetRequest;
import io.kairoute.control.v1.ImportSegmentSetResponse;
import io.kairoute.control.v1.RejectedRow;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Progress;
import io.kairoute.ctl.terminal.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends one customers file to a running node to be imported, showing how far it has come. */
public final class RemoteImport {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final long ROOM_CHECK_MS = 100;

    private final Screen screen;
    private final ControlClient client;

    /** Makes imports for one screen, over one connection. */
    public RemoteImport(final Screen screen, final ControlClient client) {
        this.screen = screen;
        this.client = client;
    }

    /**
     * Imports.
     *
     * @param head what is asked for; the file's name and time are added
     * @param rejects where bad rows are listed; made only where there are any
     * @throws Refusal when the node refuses the file, or it cannot be read
     */
    public ImportResult run(final String tenant, final Path file, final ImportHead head, final Path rejects) {
        final Answers answers = new Answers();
        try (Interruption interruption = Interruption.of(screen, () -> answers.cancel("stopped"))) {
            client.segmentUploads().importSegmentSet(answers);
            final ImportHead whole = head.toBuilder()
                    .setFileName(String.valueOf(file.getFileName()))
                    .setFileTime(Timestamps.fromMillis(
                            Files.getLastModifiedTime(file).toMillis()))
                    .build();
            answers.requests()
                    .onNext(ImportSegmentSetRequest.newBuilder()
                            .setTenant(tenant)
                            .setHead(whole)
                            .build());
            send(file, answers, interruption);
            return follow(file, answers, rejects, interruption);
        } catch (final IOException e) {
            answers.cancel("the file cannot be read");
            throw new Refusal("The file " + file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (final InterruptedException e) {
            answers.cancel("interrupted");
            Thread.currentThread().interrupt();
            throw new Refusal("Interrupted; nothing was imported.", e);
        }
    }

    private void send(final Path file, final Answers answers, final Interruption interruption)
            throws IOException, InterruptedException {
        final byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = Files.newInputStream(file);
                Progress progress =
                        new Progress(screen, "Sending " + file.getFileName(), Files.size(file), Progress.Unit.BYTES)) {
            long sent = 0;
            for (int length = in.read(chunk); length >= 0 && answers.awaitRoom(); length = in.read(chunk)) {
                answers.requests()
                        .onNext(ImportSegmentSetRequest.newBuilder()
                                .setChunk(ByteString.copyFrom(chunk, 0, length))
                                .build());
                sent += length;
                progress.to(sent);
            }
            if (!answers.isOver()) {
                answers.requests().onCompleted();
                interruption.sent();
                progress.complete(sent);
            }
        }
    }

    private ImportResult follow(
            final Path file, final Answers answers, final Path rejects, final Interruption interruption)
            throws InterruptedException {
        final List<RejectedRow> rejected = new ArrayList<>();
        ImportResult result = null;
        try (ImportPhases phases = new ImportPhases(screen, String.valueOf(file.getFileName()))) {
            for (ImportSegmentSetResponse answer = answers.next(); answer != null; answer = answers.next()) {
                switch (answer.getStateCase()) {
                    case PROGRESS ->
                        phases.at(
                                answer.getProgress().getPhase(),
                                answer.getProgress().getDone(),
                                answer.getProgress().getTotal());
                    case REJECTS -> rejected.addAll(answer.getRejects().getRowsList());
                    case RESULT -> result = answer.getResult();
                    default -> {
                        // Told by a newer node.
                    }
                }
            }
            interruption.endWhereStopped();
            RejectsFile.write(rejected, rejects);
            final StatusRuntimeException fault = answers.fault();
            if (fault != null) {
                client.call(() -> {
                    throw fault;
                });
            }
            phases.end();
        }
        if (result == null) {
            throw new Refusal("The node ended the import without saying what came of it.");
        }
        return result;
    }

    /** What comes back, kept until the command looks at it. Thread-safe: the connection's thread writes, the command reads. */
    private static final class Answers
            implements ClientResponseObserver<ImportSegmentSetRequest, ImportSegmentSetResponse> {
        private final BlockingQueue<ImportSegmentSetResponse> queue = new LinkedBlockingQueue<>();
        private final CountDownLatch over = new CountDownLatch(1);
        private final Semaphore room = new Semaphore(0);
        private volatile @Nullable StatusRuntimeException fault;
        private volatile @Nullable ClientCallStreamObserver<ImportSegmentSetRequest> requests;

        @Override
        public void beforeStart(final ClientCallStreamObserver<ImportSegmentSetRequest> stream) {
            requests = stream;
            stream.setOnReadyHandler(room::release);
        }

        ClientCallStreamObserver<ImportSegmentSetRequest> requests() {
            final ClientCallStreamObserver<ImportSegmentSetRequest> begun = requests;
            if (begun == null) {
                throw new IllegalStateException("the call was not begun");
            }
            return begun;
        }

        void cancel(final String why) {
            final ClientCallStreamObserver<ImportSegmentSetRequest> begun = requests;
            if (begun != null) {
                begun.cancel(why, null);
            }
        }

        /** Waits until the connection takes more; false when the call is over. */
        boolean awaitRoom() throws InterruptedException {
            while (!isOver() && !requests().isReady()) {
                final boolean unused = room.tryAcquire(ROOM_CHECK_MS, TimeUnit.MILLISECONDS);
            }
            return !isOver();
        }

        boolean isOver() {
            return over.getCount() == 0;
        }

        @Nullable
        StatusRuntimeException fault() {
            return fault;
        }

        /** The next answer; null after the last. */
        @Nullable
        ImportSegmentSetResponse next() throws InterruptedException {
            while (true) {
                final boolean wasOver = isOver();
                final ImportSegmentSetResponse answer = queue.poll(ROOM_CHECK_MS, TimeUnit.MILLISECONDS);
                if (answer != null || wasOver) {
                    return answer;
                }
            }
        }

        @Override
        public void onNext(final ImportSegmentSetResponse answer) {
            queue.add(answer);
        }

        @Override
        public void onError(final Throwable thrown) {
            fault = thrown instanceof StatusRuntimeException status
                    ? status
                    : Status.fromThrowable(thrown).asRuntimeException();
            over.countDown();
        }

        @Override
        public void onCompleted() {
            over.countDown();
        }
    }
}
