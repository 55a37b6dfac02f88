package io.kairoute.gateway.sets;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.kairoute.control.v1.ImportHead;
import io.kairoute.control.v1.ImportResult;
import io.kairoute.control.v1.ImportSegmentSetRequest;
import io.kairoute.control.v1.ImportSegmentSetResponse;
import io.kairoute.control.v1.SegmentServiceGrpc;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A client's side of one import: sends what it is told, keeps what comes back. */
final class Upload implements StreamObserver<ImportSegmentSetResponse> {
    static final String MAPPING = """
            format: 1
            set: {version: november, source_time: 2026-11-01}
            key: {column: id, type: crm}
            tiers: [{tier: gold, when: {value: {ge: 100}}}, {tier: silver}]
            value: {column: value}
            """;

    private final List<ImportSegmentSetResponse> answers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Status> ended = new CompletableFuture<>();
    private final StreamObserver<ImportSegmentSetRequest> requests;

    private Upload(final CustomersNode node) {
        requests = SegmentServiceGrpc.newStub(node.admin()).importSegmentSet(this);
    }

    static ImportHead.Builder head() {
        return ImportHead.newBuilder()
                .setMapping(ByteString.copyFromUtf8(MAPPING))
                .setFileName("customers.csv");
    }

    static Upload begin(final CustomersNode node, final ImportHead.Builder head) {
        final Upload upload = new Upload(node);
        upload.requests.onNext(
                ImportSegmentSetRequest.newBuilder().setHead(head).build());
        return upload;
    }

    Upload send(final String text) {
        requests.onNext(ImportSegmentSetRequest.newBuilder()
                .setChunk(ByteString.copyFrom(text, StandardCharsets.UTF_8))
                .build());
        return this;
    }

    Upload end() {
        requests.onCompleted();
        return this;
    }

    void giveUp() {
        requests.onError(Status.CANCELLED.asRuntimeException());
    }

    Status status() throws Exception {
        return ended.get(30, TimeUnit.SECONDS);
    }

    List<ImportSegmentSetResponse> answers() {
        return answers;
    }

    ImportResult result() throws Exception {
        final Status status = status();
        if (!status.isOk()) {
            throw new AssertionError(status);
        }
        return answers.get(answers.size() - 1).getResult();
    }

    @Override
    public void onNext(final ImportSegmentSetResponse answer) {
        answers.add(answer);
    }

    @Override
    public void onError(final Throwable fault) {
        ended.complete(Status.fromThrowable(fault));
    }

    @Override
    public void onCompleted() {
        ended.complete(Status.OK);
    }
}
