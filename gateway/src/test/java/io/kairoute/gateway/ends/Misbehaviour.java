package io.kairoute.gateway.ends;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.kairoute.api.v1.MethodLane;
import io.kairoute.api.v1.MethodProto;
import io.kairoute.api.v1.MethodRole;
import io.kairoute.api.v1.MethodRule;
import io.kairoute.gateway.TestAdminService;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.api.StreamedCall;
import io.kairoute.gateway.api.Work;
import io.kairoute.gateway.api.stream.AnswerKind;
import io.kairoute.gateway.api.stream.AnswerPace;
import io.kairoute.gateway.api.stream.AnswerSource;
import io.kairoute.gateway.api.stream.AnswerStep;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Methods and a segment set that do as the request says: answer, throw, throw an Error, fail later, or take long.
 *
 * <p>Thread-safe.
 */
final class Misbehaviour {
    static final String ANSWER = "answer";
    static final String THROW = "throw";
    static final String ERROR = "error";
    static final String STALL = "stall";

    /** Thrown, or given, later than at the beginning. */
    static final String LATE_THROW = "late-throw";

    static final String LATE_ERROR = "late-error";
    static final String STREAM = "test.v1.OddService/StreamThing";
    static final String UPLOAD = "test.v1.OddService/UploadThing";

    private static final int ANSWERS = 6;
    private static final String ANSWER_TEXT = "a".repeat(3_000);
    private static final long STALL_NS = TimeUnit.MILLISECONDS.toNanos(60);
    private static final long LOOP_STALL_NS = TimeUnit.MILLISECONDS.toNanos(2);

    /** An answer waits for its reader not longer than a run may last. */
    private static final AnswerPace PACE = new AnswerPace(100, 15_000);

    private final AtomicInteger uploadsOpen = new AtomicInteger();
    private final AtomicReference<Vertx> vertx = new AtomicReference<>();

    /** Adds the methods; gives the services back. */
    AdminServices addTo(final AdminServices services) {
        services.add(TestAdminService.method(Role.OPERATOR), this::unary);
        services.addStream(
                TestAdminService.alone(method(
                                "StreamThing",
                                MethodLane.METHOD_LANE_READ,
                                HttpRule.newBuilder().setGet("/v1/tenants/{tenant}/streams/{thing}"))
                        .setServerStreaming(true)),
                AnswerKind.PARTS,
                this::stream);
        return services.addUpload(
                TestAdminService.alone(method(
                                "UploadThing",
                                MethodLane.METHOD_LANE_DATA,
                                HttpRule.newBuilder()
                                        .setPost("/v1/tenants/{tenant}/uploads/{thing}")
                                        .setBody("file"))
                        .setClientStreaming(true)
                        .setServerStreaming(true)),
                Upload::new);
    }

    private static MethodDescriptorProto.Builder method(
            final String name, final MethodLane lane, final HttpRule.Builder path) {
        return MethodDescriptorProto.newBuilder()
                .setName(name)
                .setOptions(MethodOptions.newBuilder()
                        .setExtension(
                                MethodProto.rule,
                                MethodRule.newBuilder()
                                        .setRole(MethodRole.METHOD_ROLE_OPERATOR)
                                        .setLane(lane)
                                        .build())
                        .setExtension(AnnotationsProto.http, path.build()));
    }

    /** Uploads that began and were never told that they are over. */
    int uploadsOpen() {
        return uploadsOpen.get();
    }

    /** What the node runs on, once a stream has begun. */
    Vertx vertx() {
        return vertx.get();
    }

    private CompletionStage<DynamicMessage> unary(final Call call, final DynamicMessage request) {
        final String how = thing(request);
        switch (how) {
            case THROW -> throw Injected.exception();
            case ERROR -> throw Injected.error();
            case LATE_THROW -> {
                return CompletableFuture.failedStage(Injected.exception());
            }
            case LATE_ERROR -> {
                return CompletableFuture.supplyAsync(() -> {
                    throw Injected.error();
                });
            }
            case STALL -> stall(call::isCancelled);
            default -> {}
        }
        return CompletableFuture.completedStage(TestAdminService.answer(ANSWER_TEXT));
    }

    private void stream(final StreamedCall call) {
        vertx.set(call.vertx());
        final String how = thing(call.message());
        if (how.equals(THROW)) {
            throw Injected.exception();
        }
        if (how.equals(ERROR)) {
            throw Injected.error();
        }
        call.answer(new Answers(how), PACE);
    }

    /** Some answers, and then what was asked for. */
    private static final class Answers implements AnswerSource {
        private final String how;
        private int given;

        Answers(final String how) {
            this.how = how;
        }

        @Override
        public void begin(final Runnable wake) {}

        @Override
        public AnswerStep next() {
            if (given++ < ANSWERS) {
                return new AnswerStep.Answer(TestAdminService.answer(ANSWER_TEXT), "");
            }
            return switch (how) {
                case LATE_THROW -> throw Injected.exception();
                case LATE_ERROR -> throw Injected.error();
                case STALL -> AnswerStep.NOTHING;
                default -> AnswerStep.DONE;
            };
        }

        @Override
        public void over(final EndCause cause) {}
    }

    /** An upload whose messages each say what happens when they are taken. */
    private final class Upload implements Work.Receiver {
        private final Consumer<Message> answers;
        private volatile boolean isAbandoned;
        private boolean isOver;
        private String atEnd = ANSWER;

        Upload(final Call call, final Message first, final Consumer<Message> answers) {
            this.answers = answers;
            uploadsOpen.incrementAndGet();
            boolean isBegun = false;
            try {
                take(first);
                isBegun = true;
            } finally {
                if (!isBegun) {
                    over();
                }
            }
        }

        @Override
        public void take(final Message message) {
            final String how = thing(message);
            switch (how) {
                case THROW -> throw Injected.exception();
                case ERROR -> throw Injected.error();
                case STALL -> stall(() -> isAbandoned);
                case LATE_THROW, LATE_ERROR -> atEnd = how;
                default -> answers.accept(TestAdminService.answer(ANSWER_TEXT));
            }
        }

        @Override
        public void end() {
            if (atEnd.equals(LATE_THROW)) {
                throw Injected.exception();
            }
            if (atEnd.equals(LATE_ERROR)) {
                throw Injected.error();
            }
            answers.accept(TestAdminService.answer(ANSWER_TEXT));
        }

        @Override
        public void abandon() {
            isAbandoned = true;
        }

        @Override
        public void over() {
            if (isOver) {
                throw new AssertionError("over twice");
            }
            isOver = true;
            uploadsOpen.decrementAndGet();
        }
    }

    /** Knows nobody; of some keys it says so in an unusual way. */
    static SegmentLookup lookup() {
        final Map<Long, String> ways = new HashMap<>();
        final KeyHasher hasher = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);
        final SegmentKey key = new SegmentKey();
        for (final String way : new String[] {THROW, ERROR, STALL}) {
            final byte[] bytes = customerKey(way).getBytes(StandardCharsets.US_ASCII);
            hasher.hash(bytes, 0, bytes.length, key);
            ways.put(key.low(), way);
        }
        return new Lookup(Map.copyOf(ways));
    }

    private record Lookup(Map<Long, String> ways) implements SegmentLookup {
        @Override
        public int profile(final SegmentKey key, final ProfileFlyweight into) {
            switch (ways.getOrDefault(key.low(), ANSWER)) {
                case THROW -> throw Injected.exception();
                case ERROR -> throw Injected.error();
                case STALL -> LockSupport.parkNanos(LOOP_STALL_NS);
                default -> {}
            }
            return MISSING;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }
    }

    /** The key that the lookup knows a way by. */
    static String customerKey(final String way) {
        return "crm:" + way;
    }

    /** Takes long, or until nobody waits any more. */
    private static void stall(final BooleanSupplier isOver) {
        final long endNs = System.nanoTime() + STALL_NS;
        while (!isOver.getAsBoolean() && System.nanoTime() < endNs) {
            LockSupport.parkNanos(500_000);
        }
    }

    private static String thing(final Message request) {
        return String.valueOf(request.getField(request.getDescriptorForType().findFieldByName("thing")));
    }
}
