package io.kairoute.gateway.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.kairoute.gateway.api.Work.Receiver;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Verdict;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.kairoute.gateway.wire.GrpcTimeout;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one {@link Work.Upload}: cuts its messages out of the body as they come and hands them over one after the other.
 *
 * <p>While a message is being taken nothing more is read from the caller, so a call never holds more than one message and
 * what the connection's window admits. Thread-confined: owned by the admin event loop; each call has a thread of its own.
 */
final class UploadCalls implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(UploadCalls.class);
    private static final long LONGEST_MS = TimeUnit.HOURS.toMillis(2);
    private static final long LONGEST_SILENCE_MS = 30_000;
    private static final Refusal NO_MESSAGE =
            Refusal.of(Code.INVALID_ARGUMENT, "NO_MESSAGE", "The call ended without a message.");
    private static final Refusal TOO_SILENT = Refusal.of(
            Code.DEADLINE_EXCEEDED,
            "TOO_SILENT",
            "Nothing came for 30 seconds, so the upload was given up; send again.");

    private final AdminLoop loop;
    private final Method method;
    private final Work.Upload upload;

    UploadCalls(final AdminLoop loop, final Method method, final Work.Upload upload) {
        this.loop = loop;
        this.method = method;
        this.upload = upload;
    }

    @Override
    public void handle(final HttpServerRequest request) {
        final String timeout = request.getHeader(GrpcHeaders.TIMEOUT);
        final long timeoutNs = timeout == null ? Long.MAX_VALUE : GrpcTimeout.parseNs(timeout);
        final Verdict verdict = loop.callers().judge(request, method.role());
        Refusal refusal =
                timeoutNs > 0 ? null : timeoutNs == 0 ? CallRefusals.DEADLINE_EXCEEDED : CallRefusals.BAD_TIMEOUT;
        if (refusal == null) {
            refusal = verdict.refusal();
        }
        if (refusal == null) {
            refusal = loop.open().opens();
        }
        if (refusal == null) {
            new Call(request, verdict.allowed()).begin(Math.min(LONGEST_MS, Math.max(1, timeoutNs / 1_000_000)));
        } else {
            GrpcReply.INSTANCE.refuse(request.response(), refusal);
        }
    }

    /** One call, its messages cut out as they come. */
    private final class Call {
        private final HttpServerRequest request;
        private final HttpServerResponse response;
        private final Caller caller;
        private final Context context = loop.vertx().getOrCreateContext();
        private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            final Thread own = new Thread(task, "kairoute-upload");
            own.setDaemon(true);
            return own;
        });
        private Buffer held = Buffer.buffer();
        // Written on the call's own thread; read there, and on the loop to abandon it.
        private volatile @Nullable Receiver receiver;
        private boolean isTaking;
        private boolean isInputOver;
        private boolean isOver;
        private boolean isHeardOf;
        private long deadline;
        private long silence;

        Call(final HttpServerRequest request, final Caller caller) {
            this.request = request;
            this.response = request.response();
            this.caller = caller;
        }

        void begin(final long timeoutMs) {
            deadline = loop.vertx().setTimer(timeoutMs, id -> refuse(CallRefusals.DEADLINE_EXCEEDED));
            silence = loop.vertx().setPeriodic(LONGEST_SILENCE_MS, id -> checkSilence());
            response.putHeader(HttpHeaders.CONTENT_TYPE, GrpcHeaders.GRPC);
            response.closeHandler(closed -> over()).exceptionHandler(broken -> over());
            request.handler(bytes -> {
                        isHeardOf = true;
                        held.appendBuffer(bytes);
                        takeNext();
                    })
                    .endHandler(end -> {
                        isInputOver = true;
                        takeNext();
                    })
                    .exceptionHandler(broken -> over());
        }

        private void checkSilence() {
            if (!isHeardOf && !isTaking && !isInputOver) {
                refuse(TOO_SILENT);
            }
            isHeardOf = false;
        }

        private void takeNext() {
            if (isOver || isTaking) {
                return;
            }
            if (held.length() >= UnaryBody.PREFIX_BYTES) {
                final Refusal refusal = UnaryBody.checkPrefix(
                        held.getByte(0), held.getInt(1), UnaryBody.hasEncoding(request), method.maxBytes());
                if (refusal != null) {
                    refuse(refusal);
                    return;
                }
                final int whole = UnaryBody.PREFIX_BYTES + held.getInt(1);
                if (held.length() >= whole) {
                    take(held.getBytes(UnaryBody.PREFIX_BYTES, whole));
                    held = held.getBuffer(whole, held.length());
                    return;
                }
            }
            if (isInputOver) {
                end();
            }
        }

        private void take(final byte[] bytes) {
            final Message message;
            try {
                message = method.prototype().getParserForType().parseFrom(bytes);
            } catch (final InvalidProtocolBufferException e) {
                refuse(Refusal.malformed(""));
                return;
            }
            final Receiver begun = receiver;
            if (begun != null) {
                onThread(() -> begun.take(message), this::takeNext);
                return;
            }
            final var call = loop.calls()
                    .about(method, caller, message, request.remoteAddress().hostAddress());
            if (call == null) {
                refuse(loop.calls().wrongTenant(caller));
                return;
            }
            onThread(() -> receiver = upload.begin(call, message, this::answer), this::takeNext);
        }

        private void end() {
            final Receiver begun = receiver;
            if (held.length() > 0 || begun == null) {
                refuse(held.length() > 0 ? StreamEnds.TRUNCATED : NO_MESSAGE);
                return;
            }
            onThread(
                    () -> {
                        begun.end();
                        receiverOver();
                    },
                    this::finish);
        }

        // Nothing more is read while the work is done, and then the loop goes on.
        private void onThread(final Runnable work, final Runnable next) {
            isTaking = true;
            if (!isInputOver) {
                request.pause();
            }
            thread.execute(() -> {
                final Refusal refusal = refusalOf(work);
                if (refusal != null) {
                    receiverOver();
                }
                context.runOnContext(nothing -> {
                    isTaking = false;
                    if (isOver) {
                        return;
                    }
                    if (refusal != null) {
                        refuse(refusal);
                        return;
                    }
                    if (!isInputOver) {
                        request.resume();
                    }
                    next.run();
                });
            });
        }

        // On the call's own thread, and where that ended the call, before the caller hears of it: what the caller
        // begins next finds this one over.
        private void receiverOver() {
            final Receiver last = receiver;
            if (last != null) {
                receiver = null;
                final Refusal unused = refusalOf(Objects.requireNonNull(last)::over);
            }
        }

        private @Nullable Refusal refusalOf(final Runnable work) {
            try {
                work.run();
                return null;
            } catch (final AdminRefused planned) {
                return planned.refusal();
            } catch (final RuntimeException e) {
                LOG.error("event=admin_call_failed method={}", method.name(), e);
                return Refusal.fault();
            }
        }

        private void answer(final Message message) {
            context.runOnContext(nothing -> {
                if (!isOver) {
                    response.write(Frames.of(message));
                }
            });
        }

        private void finish() {
            over();
            StreamEnds.finish(response);
        }

        private void refuse(final Refusal refusal) {
            if (isOver) {
                return;
            }
            over();
            StreamEnds.refuse(request, refusal);
        }

        private void over() {
            if (isOver) {
                return;
            }
            isOver = true;
            loop.vertx().cancelTimer(deadline);
            loop.vertx().cancelTimer(silence);
            final Receiver begun = receiver;
            if (begun != null) {
                begun.abandon();
            }
            thread.execute(() -> {
                receiverOver();
                context.runOnContext(nothing -> loop.open().closed());
            });
            thread.shutdown();
        }
    }
}
