package io.kairoute.bench.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Scenario;
import io.kairoute.bench.subject.Subject;
import io.kairoute.router.Limits;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decide.AnswerWriter;
import io.kairoute.router.decide.Contact;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What do reading a request and writing an answer cost, ours beside protobuf-java's? The messages are the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
    private static final int CONTACTS = 1 << 12;
    private static final int RULES = 1_000;
    private static final long CUSTOMERS = 100_000;

    private final RouteRequestFlyweight request = new RouteRequestFlyweight();
    private final AnswerWriter writer = new AnswerWriter();
    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
    private byte[][] messages = {};
    private UnsafeBuffer[] views = {};
    private int current;
    private @Nullable Subject subject;
    private RouteResponse decided = RouteResponse.getDefaultInstance();

    /** Decides once; what is written is that decision. */
    @Setup
    public void setUp() throws InvalidProtocolBufferException {
        final Contacts contacts = Contacts.of(Scenario.HIT, CONTACTS, CUSTOMERS, RULES);
        messages = new byte[CONTACTS][];
        views = new UnsafeBuffer[CONTACTS];
        for (int i = 0; i < CONTACTS; i++) {
            contacts.next();
            messages[i] = contacts.bytes();
            views[i] = new UnsafeBuffer(messages[i]);
        }
        final Subject opened = new Subject(RULES, CustomerSet.open(CUSTOMERS));
        subject = opened;
        final byte[] answer = new byte[opened.route(contacts)];
        opened.response().getBytes(0, answer);
        decided = RouteResponse.parseFrom(answer);
        if (write() != answer.length) {
            throw new IllegalStateException("what is written is not the decision");
        }
    }

    /** Ours: one pass that leaves offsets. */
    @Benchmark
    public int read() {
        final int next = next();
        return request.wrap(views[next], 0, messages[next].length);
    }

    /** Protobuf-java's: a message object. */
    @Benchmark
    public RouteRequest readProtobuf() throws InvalidProtocolBufferException {
        return RouteRequest.parseFrom(messages[next()]);
    }

    /** Ours: a decision to bytes. */
    @Benchmark
    @SuppressWarnings("NullAway") // set up by JMH
    public int write() {
        final Contact contact = subject.router().contact();
        return writer.write(contact, contact.snapshot(), response, 0);
    }

    /** Protobuf-java's: the same fields into a builder, then bytes. */
    @Benchmark
    public byte[] writeProtobuf() {
        return RouteResponse.newBuilder()
                .setDecisionId(decided.getDecisionId())
                .setContactId(decided.getContactId())
                .setQueue(decided.getQueue())
                .setScript(decided.getScript())
                .setScriptLanguage(decided.getScriptLanguage())
                .setPriority(decided.getPriority())
                .setSlaMs(decided.getSlaMs())
                .setOccasion(decided.getOccasion())
                .setOccasionSource(decided.getOccasionSource())
                .setBand(decided.getBand())
                .setTier(decided.getTier())
                .setSegmentSource(decided.getSegmentSource())
                .setTableRevision(decided.getTableRevision())
                .setConfidenceBp(decided.getConfidenceBp())
                .setSegmentSetVersion(decided.getSegmentSetVersion())
                .setJob(decided.getJob())
                .setEffort(decided.getEffort())
                .addAllLadder(decided.getLadderList())
                .setOffer(decided.getOffer())
                .addAllRuleIds(decided.getRuleIdsList())
                .setRuleCount(decided.getRuleCount())
                .build()
                .toByteArray();
    }

    private int next() {
        current = current + 1 & CONTACTS - 1;
        return current;
    }

    /** Closes the set. */
    @TearDown
    @SuppressWarnings("NullAway") // set up by JMH
    public void tearDown() {
        subject.close();
    }
}
