package io.kairoute.gateway.trace;

import com.google.common.base.Suppliers;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the spans that wait for the collector, that it took, and that were lost: the SDK drops what finds no room in silence.
 *
 * <p>Thread-safe.
 */
final class SpanRoom {
    private static final Logger LOG = LoggerFactory.getLogger(SpanRoom.class);

    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder sent = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private boolean isRefused;
    private boolean isOver;

    /**
     * Makes room.
     *
     * @param most so many spans may wait
     */
    SpanRoom(final int most) {
        this.most = most;
    }

    long sent() {
        return sent.sum();
    }

    long lost() {
        return lost.sum();
    }

    /** What hands ended spans on as long as there is room. */
    SpanProcessor before(final SpanProcessor next) {
        return new Door(next);
    }

    /** What tells of batches how they fared; the exporter is made with the first one. */
    SpanExporter around(final Supplier<SpanExporter> exporter) {
        return new Counted(Suppliers.memoize(exporter::get));
    }

    private boolean enter() {
        if (waiting.incrementAndGet() <= most) {
            return true;
        }
        waiting.decrementAndGet();
        lost.increment();
        return false;
    }

    /** Nobody waits any longer for what is still on its way: it is lost. */
    synchronized void giveUp() {
        isOver = true;
        lost.add(waiting.getAndSet(0));
    }

    private synchronized void left(final int spans, final boolean isTaken) {
        if (isOver) {
            return;
        }
        waiting.addAndGet(-spans);
        (isTaken ? sent : lost).add(spans);
        if (isTaken && isRefused) {
            isRefused = false;
            LOG.info("event=spans_taken_again");
        } else if (!isTaken && !isRefused) {
            isRefused = true;
            LOG.warn(
                    "event=spans_not_taken reason=\"the collector at tracing.endpoint is away, too slow, or refuses them\""
                            + " until=spans_taken_again counted_by=kairoute_spans_lost_total");
        }
    }

    private final class Door implements SpanProcessor {
        private final SpanProcessor next;

        Door(final SpanProcessor next) {
            this.next = next;
        }

        @Override
        public void onStart(final Context parent, final ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(final ReadableSpan span) {
            if (enter()) {
                next.onEnd(span);
            }
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }

        @Override
        public CompletableResultCode shutdown() {
            return next.shutdown();
        }

        @Override
        public CompletableResultCode forceFlush() {
            return next.forceFlush();
        }
    }

    private final class Counted implements SpanExporter {
        private final Supplier<SpanExporter> exporter;
        private volatile boolean isMade;

        Counted(final Supplier<SpanExporter> exporter) {
            this.exporter = exporter;
        }

        @Override
        public CompletableResultCode export(final Collection<SpanData> spans) {
            final int count = spans.size();
            final CompletableResultCode told;
            try {
                told = exporter.get().export(spans);
            } catch (final RuntimeException | Error e) {
                left(count, false);
                throw e;
            }
            isMade = true;
            return told.whenComplete(() -> left(count, told.isSuccess()));
        }

        @Override
        public CompletableResultCode flush() {
            return isMade ? exporter.get().flush() : CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return isMade ? exporter.get().shutdown() : CompletableResultCode.ofSuccess();
        }
    }
}
