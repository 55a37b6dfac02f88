package io.kairoute.bench.bulkhead;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.kairoute.control.v1.DecisionFilter;
import io.kairoute.control.v1.DecisionServiceGrpc;
import io.kairoute.control.v1.EraseCustomerRequest;
import io.kairoute.control.v1.ExportDecisionsRequest;
import io.kairoute.control.v1.ExportDecisionsResponse;
import io.kairoute.control.v1.GetSegmentStatisticsRequest;
import io.kairoute.control.v1.ImportHead;
import io.kairoute.control.v1.ImportSegmentSetRequest;
import io.kairoute.control.v1.ImportSegmentSetResponse;
import io.kairoute.control.v1.ListDecisionsRequest;
import io.kairoute.control.v1.SegmentServiceGrpc;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All that is slow, asked for by one tenant at once and again and again: 40 viewers, an export that nobody reads, statistics
 * over every customer, erasures over the whole decision log, an import. Thread-safe.
 */
final class SlowWork implements AutoCloseable {
    private static final int VIEWERS = 40;
    private static final int CHUNK_BYTES = 512 * 1024;
    private static final long CALL_S = 60;
    private static final long PAUSE_MS = 200;
    private static final int ALL = VIEWERS + 4;
    private static final long PATIENCE_MS = 500;
    private static final String MAPPING = """
            format: 1
            set: {version: first, source_time: 2026-11-01}
            key: {column: id, type: crm}
            tiers: [{tier: gold, when: {value: {ge: 100}}}, {tier: silver}]
            value: {column: value}
            """;

    private final int customers;
    private final ManagedChannel channel;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, AtomicLong> ends = new TreeMap<>();
    private final AtomicInteger sets = new AtomicInteger();
    private final AtomicInteger erased = new AtomicInteger();
    private final Semaphore running = new Semaphore(ALL);
    private volatile Context.CancellableContext calls = Context.ROOT.withCancellation();
    private volatile boolean isWorking;

    SlowWork(final BusyNode node, final int customers) {
        this.customers = customers;
        channel = node.admin();
    }

    /** Gives the tenant its customers. */
    void loadCustomers() throws Exception {
        final Status status = load(true).get(CALL_S * 20, TimeUnit.SECONDS);
        if (!status.isOk()) {
            throw new AssertionError(status);
        }
    }

    /** Begins all of it. */
    void begin() {
        isWorking = true;
        calls = Context.ROOT.withCancellation();
        for (int i = 0; i < VIEWERS; i++) {
            again("viewer", this::list);
        }
        again("statistics", this::statistics);
        again("erase", this::erase);
        again("import", () -> await(load(false)));
        again("unread export", this::exportUnread);
    }

    /** Asks for nothing more, takes back what has not ended after a while, and waits until the node has nothing left to do. */
    void pause() throws InterruptedException {
        isWorking = false;
        if (!running.tryAcquire(ALL, PATIENCE_MS, TimeUnit.MILLISECONDS)) {
            calls.cancel(null);
            running.acquire(ALL);
        }
        running.release(ALL);
    }

    /** How each kind of work has ended, and how often. */
    synchronized Map<String, AtomicLong> ends() {
        return Map.copyOf(ends);
    }

    @Override
    public void close() {
        isWorking = false;
        calls.cancel(null);
        channel.shutdownNow();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CALL_S, TimeUnit.SECONDS)) {
                throw new AssertionError("a call has not ended");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private void again(final String kind, final Work work) {
        running.acquireUninterruptibly();
        threads.execute(calls.wrap(() -> {
            try {
                repeat(kind, work);
            } finally {
                running.release();
            }
        }));
    }

    private void repeat(final String kind, final Work work) {
        while (isWorking && !Thread.currentThread().isInterrupted()) {
            String end = "OK";
            try {
                work.run();
            } catch (final StatusRuntimeException e) {
                end = e.getStatus().getCode() + " " + e.getStatus().getDescription();
            } catch (final Exception e) {
                end = String.valueOf(e);
            }
            count(kind + ": " + end);
            // Refused at once, a caller would spin; real ones wait before they try again.
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            } catch (final InterruptedException e) {
                return;
            }
        }
    }

    private synchronized void count(final String end) {
        ends.computeIfAbsent(end, name -> new AtomicLong()).incrementAndGet();
    }

    private void list() {
        DecisionServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_S, TimeUnit.SECONDS)
                .listDecisions(ListDecisionsRequest.newBuilder()
                        .setTenant(BusyNode.BANK)
                        .setFilter(DecisionFilter.newBuilder().setContactId("nobody"))
                        .build());
    }

    private void statistics() {
        SegmentServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_S, TimeUnit.SECONDS)
                .getSegmentStatistics(GetSegmentStatisticsRequest.newBuilder()
                        .setTenant(BusyNode.BANK)
                        .build());
    }

    private void erase() {
        SegmentServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_S * 10, TimeUnit.SECONDS)
                .eraseCustomer(EraseCustomerRequest.newBuilder()
                        .setTenant(BusyNode.BANK)
                        .setCustomerKey("crm:" + erased.getAndIncrement())
                        .setReason("asked to be forgotten")
                        .build());
    }

    // Takes one answer and then nothing, without going away.
    private void exportUnread() throws Exception {
        final CompletableFuture<Status> ended = new CompletableFuture<>();
        final ClientCall<ExportDecisionsRequest, ExportDecisionsResponse> call =
                channel.newCall(DecisionServiceGrpc.getExportDecisionsMethod(), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(final Status status, final Metadata trailers) {
                        ended.complete(status);
                    }
                },
                new Metadata());
        call.sendMessage(
                ExportDecisionsRequest.newBuilder().setTenant(BusyNode.BANK).build());
        call.halfClose();
        call.request(1);
        Context.current().addListener(context -> call.cancel("paused", null), threads);
        await(ended);
    }

    private static void await(final CompletableFuture<Status> ended) throws Exception {
        final Status status = ended.get(CALL_S * 20, TimeUnit.SECONDS);
        if (!status.isOk()) {
            throw status.asRuntimeException();
        }
    }

    private CompletableFuture<Status> load(final boolean isServed) {
        final CompletableFuture<Status> ended = new CompletableFuture<>();
        final StreamObserver<ImportSegmentSetRequest> requests = SegmentServiceGrpc.newStub(channel)
                .importSegmentSet(new StreamObserver<>() {
                    @Override
                    public void onNext(final ImportSegmentSetResponse answer) {}

                    @Override
                    public void onError(final Throwable fault) {
                        ended.complete(Status.fromThrowable(fault));
                    }

                    @Override
                    public void onCompleted() {
                        ended.complete(Status.OK);
                    }
                });
        requests.onNext(ImportSegmentSetRequest.newBuilder()
                .setTenant(BusyNode.BANK)
                .setHead(ImportHead.newBuilder()
                        .setMapping(ByteString.copyFromUtf8(MAPPING))
                        .setFileName("customers.csv")
                        .setVersion("set-" + sets.incrementAndGet())
                        .setActivate(isServed)
                        .setReason(isServed ? "the first" : ""))
                .build());
        final StringBuilder rows = new StringBuilder("id,value\n");
        for (int i = 0; i < customers && !ended.isDone(); i++) {
            rows.append(i).append(',').append(i % 200).append('\n');
            if (rows.length() > CHUNK_BYTES || i == customers - 1) {
                requests.onNext(ImportSegmentSetRequest.newBuilder()
                        .setChunk(ByteString.copyFrom(rows.toString(), StandardCharsets.UTF_8))
                        .build());
                rows.setLength(0);
            }
        }
        requests.onCompleted();
        return ended;
    }
}
