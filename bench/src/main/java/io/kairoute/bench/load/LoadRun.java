package io.kairoute.bench.load;

import io.kairoute.ctl.outcome.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one plan, on one event loop that a {@link Pacer} wakes whenever a contact is due.
 *
 * <p>The warm-up goes on until the rate was offered for three seconds in a row, or no second of three brought more than those
 * before, for half a minute more at most: a generator that is still being compiled measures itself.
 *
 * <p>A contact has an instant at which it is due, given by the plan alone. When the target, or this machine, cannot keep
 * up, contacts are sent late; their latency still counts from when they were due, so a slow answer cannot hide the ones
 * that had to wait behind it.
 *
 * <p>Thread-confined: owned by the generator's event loop once started.
 */
public final class LoadRun {
    private static final int MOST_PER_TURN = 64;
    private static final int MOST_CALLS_PER_CONNECTION = 200;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int CONNECT_MS = 5_000;
    private static final long LAST_ANSWERS_NS = 5 * SECOND_NS;
    private static final long GONE_NS = 2 * SECOND_NS;
    private static final long RECONNECT_NS = SECOND_NS / 2;
    private static final int STEADY_S = 3;
    private static final int MOST_MORE_WARM_UP_S = 30;
    private static final double FASTER = 1.02;
    private static final long KEPT_UP_NS = SECOND_NS / 100;

    private final LoadPlan plan;
    private final Buffer[] contacts;
    private final Consumer<LoadSecond> progress;
    private final CompletableFuture<LoadResult> done = new CompletableFuture<>();
    private final List<Line> lines = new ArrayList<>();
    private final Arrivals arrivals;
    private final SplittableRandom order;
    private @Nullable LoadRecorder recorder;
    private @Nullable HttpClientAgent client;
    private @Nullable Context context;
    private @Nullable Pacer pacer;
    private @Nullable GeneratorUse use;
    private long pacerId;
    private int nextLine;
    private int connecting;
    private int second;
    private int steadyS;
    private int notFasterS;
    private int moreWarmUpS;
    private long mostInASecond;
    private long beganNs;
    private long countFromNs;
    private long dueNs;
    private long secondEndsNs;
    private long endNs;
    private long worstLagNs;
    private long lastOpenNs;
    private long reconnectNs;

    private LoadRun(final LoadPlan plan, final ContactMix mix, final Consumer<LoadSecond> progress) {
        this.plan = plan;
        this.contacts = mix.encoded(plan.protocol());
        this.progress = progress;
        this.arrivals = new Arrivals(plan.ratePerS(), plan.isPoisson(), plan.seed());
        this.order = new SplittableRandom(plan.seed() + 1);
    }

    /**
     * Carries out a plan.
     *
     * @param progress hears of every second, on the event loop
     * @throws Refusal when the target cannot be reached at all
     */
    public static LoadResult run(final LoadPlan plan, final ContactMix mix, final Consumer<LoadSecond> progress) {
        final Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setBlockedThreadCheckInterval(1)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.HOURS));
        try {
            final LoadRun run = new LoadRun(plan, mix, progress);
            vertx.getOrCreateContext().runOnContext(nothing -> run.connect(vertx));
            return run.done.get();
        } catch (final ExecutionException e) {
            throw e.getCause() instanceof Refusal refused ? refused : new IllegalStateException(e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("The load was stopped.", e);
        } finally {
            vertx.close();
        }
    }

    private void connect(final Vertx vertx) {
        context = vertx.getOrCreateContext();
        final boolean isJson = plan.protocol() == Protocol.JSON;
        client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(isJson ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setTcpNoDelay(true)
                .setConnectTimeout(CONNECT_MS));
        beganNs = System.nanoTime();
        recorder = new LoadRecorder(Long.MAX_VALUE, progress);
        final List<Future<?>> opened = new ArrayList<>();
        for (int i = 0; i < plan.connections(); i++) {
            opened.add(openLine());
        }
        Future.all(opened).onSuccess(all -> begin()).onFailure(cause -> {
            if (lines.isEmpty()) {
                done.completeExceptionally(new Refusal("No server answers at "
                        + plan.target().authority() + " (" + cause.getMessage()
                        + "); start one, or name it with --target."));
            } else {
                begin();
            }
        });
    }

    private Future<?> openLine() {
        connecting++;
        final AnswerSink sink = new CurrentSink();
        return (plan.protocol() == Protocol.UNARY ? openFrames(sink) : openHttp(sink)).onComplete(opened -> {
            connecting--;
            if (opened.succeeded()) {
                lines.add(opened.result());
            }
        });
    }

    @SuppressWarnings("NullAway") // set in connect
    private Future<Line> openFrames(final AnswerSink sink) {
        return FrameLine.open(
                        ((ContextInternal) context).nettyEventLoop(),
                        plan.target().host(),
                        plan.target().port(),
                        CONNECT_MS,
                        MOST_CALLS_PER_CONNECTION,
                        sink)
                .map(line -> line);
    }

    @SuppressWarnings("NullAway") // set in connect
    private Future<Line> openHttp(final AnswerSink sink) {
        return client.connect(new HttpConnectOptions()
                        .setHost(plan.target().host())
                        .setPort(plan.target().port()))
                .map(connection -> plan.protocol() == Protocol.STREAM
                        ? new StreamLine(connection, sink)
                        : new JsonLine(connection, plan.target().authority(), sink));
    }

    @SuppressWarnings("NullAway") // set in connect
    private void begin() {
        beganNs = System.nanoTime();
        countFromNs = beganNs + plan.warmupS() * SECOND_NS;
        recorder = new LoadRecorder(countFromNs, progress);
        second = -plan.warmupS();
        secondEndsNs = beganNs + SECOND_NS;
        endNs = countFromNs + plan.durationS() * SECOND_NS;
        dueNs = beganNs;
        lastOpenNs = beganNs;
        final Context loop = context;
        final Pacer made = new Pacer(dueNs, () -> loop.runOnContext(nothing -> turn()));
        pacer = made;
        final Thread thread = new Thread(made, "pacer");
        thread.setDaemon(true);
        pacerId = thread.getId();
        thread.start();
        if (plan.warmupS() == 0) {
            use = new GeneratorUse(pacerId);
        }
    }

    // One turn of the event loop: look at the clock, send what is due, sleep until the next is due.
    @SuppressWarnings("NullAway") // set in begin
    private void turn() {
        final long nowNs = System.nanoTime();
        if (nowNs >= secondEndsNs) {
            secondOver(nowNs);
        }
        sendDue(nowNs);
        final @Nullable String end = end(nowNs);
        if (end == null) {
            pacer.slept(dueNs);
        } else {
            pacer.stop();
            finish(end);
        }
    }

    @SuppressWarnings("NullAway") // set in begin
    private void secondOver(final long nowNs) {
        final LoadSecond over = recorder.secondOver(second, nowNs - dueNs);
        secondEndsNs += SECOND_NS;
        if (second >= 0) {
            second++;
            return;
        }
        steadyS = nowNs - dueNs <= KEPT_UP_NS ? steadyS + 1 : 0;
        notFasterS = over.sent() > mostInASecond * FASTER ? 0 : notFasterS + 1;
        mostInASecond = Math.max(mostInASecond, over.sent());
        if (second == -1 && !isWarm() && moreWarmUpS < MOST_MORE_WARM_UP_S) {
            moreWarmUpS++;
            countFromNs += SECOND_NS;
            endNs += SECOND_NS;
            recorder.countFrom(countFromNs);
        } else {
            second++;
        }
        // What a second of the warm-up could not send is held against no other.
        dueNs = Math.max(dueNs, nowNs - KEPT_UP_NS);
        if (second == 0) {
            dueNs = countFromNs;
            worstLagNs = 0;
            use = new GeneratorUse(pacerId);
        }
    }

    private boolean isWarm() {
        return steadyS >= Math.min(STEADY_S, plan.warmupS()) || notFasterS >= STEADY_S;
    }

    @SuppressWarnings("NullAway") // set in begin
    private void sendDue(final long nowNs) {
        for (int i = 0; i < MOST_PER_TURN && dueNs <= nowNs && nowNs < endNs; i++) {
            final @Nullable Line line = freeLine();
            if (line == null) {
                break;
            }
            recorder.sent(dueNs);
            line.send(contacts[order.nextInt(contacts.length)], dueNs);
            dueNs += arrivals.nextNs();
        }
        lines.forEach(Line::flush);
        if (dueNs < endNs) {
            worstLagNs = Math.max(worstLagNs, nowNs - dueNs);
        }
        mend(nowNs);
    }

    private @Nullable Line freeLine() {
        for (int i = 0; i < lines.size(); i++) {
            nextLine = nextLine + 1 >= lines.size() ? 0 : nextLine + 1;
            if (lines.get(nextLine).hasRoom()) {
                return lines.get(nextLine);
            }
        }
        return null;
    }

    // Lines that broke are made anew, a few times a second.
    private void mend(final long nowNs) {
        if (nowNs < reconnectNs) {
            return;
        }
        reconnectNs = nowNs + RECONNECT_NS;
        lines.removeIf(line -> !line.isOpen());
        if (!lines.isEmpty()) {
            lastOpenNs = nowNs;
        }
        for (int missing = plan.connections() - lines.size() - connecting; missing > 0; missing--) {
            openLine();
        }
    }

    // Why this turn is the last; empty when all is done, null when it goes on.
    private @Nullable String end(final long nowNs) {
        if (nowNs - lastOpenNs > GONE_NS) {
            return String.format(
                    java.util.Locale.ROOT,
                    "the target went away after %.1f s",
                    (lastOpenNs - beganNs) / (double) SECOND_NS);
        }
        if (nowNs < endNs) {
            return null;
        }
        final boolean allAnswered = lines.stream().allMatch(line -> line.inFlight() == 0);
        return allAnswered || nowNs > endNs + LAST_ANSWERS_NS ? "" : null;
    }

    @SuppressWarnings("NullAway") // set in begin
    private void finish(final String why) {
        final int unanswered = lines.stream().mapToInt(Line::inFlight).sum();
        for (int i = 0; i < unanswered; i++) {
            recorder.failed("not answered in time");
        }
        final boolean isEarly = !why.isEmpty();
        final double seconds =
                isEarly ? Math.max(1, (lastOpenNs - countFromNs) / (double) SECOND_NS) : plan.durationS();
        done.complete(new LoadResult(
                plan,
                recorder.total(),
                recorder.sentInAll() / seconds,
                recorder.answeredInAll() / seconds,
                recorder.failures(),
                worstLagNs,
                use == null ? 0 : use.share(),
                recorder.seconds(),
                isEarly ? why : null));
    }

    /** Hands on to the recorder of the moment: lines are opened before counting begins. */
    private final class CurrentSink implements AnswerSink {
        @Override
        @SuppressWarnings("NullAway") // set before the first line
        public void answered(final long intendedNs) {
            recorder.answered(intendedNs);
        }

        @Override
        @SuppressWarnings("NullAway") // set before the first line
        public void failed(final String reason) {
            recorder.failed(reason);
        }
    }
}
