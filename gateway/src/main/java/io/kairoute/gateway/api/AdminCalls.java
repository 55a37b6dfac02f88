package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import io.kairoute.api.v1.MethodLane;
import io.kairoute.gateway.api.stream.AnswerForm;
import io.kairoute.gateway.api.stream.OpenAnswers;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.decide.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has admin methods answered in their lanes, each within its time and about a tenant that its caller may ask about.
 *
 * <p>A long question is parsed in the lane as well: the event loop collects its bytes, and goes on with others.
 * Thread-confined: owned by the admin event loop.
 */
final class AdminCalls {
    private static final Logger LOG = LoggerFactory.getLogger(AdminCalls.class);

    /** The most bytes of an answer that the event loop prints itself: a longer one would keep it from other calls. */
    private static final int LONGEST_AT_ONCE = 4 * 1024;

    private final Vertx vertx;
    private final TenantScope scope;
    private final Lanes lanes;
    private final OpenAnswers answers;
    private final CallLedger ledger;
    private final OpenAdminCalls open;

    AdminCalls(
            final Vertx vertx,
            final TenantDirectory tenants,
            final Lanes lanes,
            final OpenAnswers answers,
            final CallLedger ledger,
            final OpenAdminCalls open) {
        this.vertx = vertx;
        this.scope = new TenantScope(tenants);
        this.lanes = lanes;
        this.answers = answers;
        this.ledger = ledger;
        this.open = open;
    }

    /**
     * A whole request. Immutable.
     *
     * @param binding the method asked for
     * @param caller who asks; anybody on an open node
     * @param request what the answer goes to
     * @param question what is asked
     * @param timeoutMs how long its caller waits
     */
    record Asked(Binding binding, Caller caller, HttpServerRequest request, Question question, long timeoutMs) {
        /** The method asked for. */
        Method method() {
            return binding.method();
        }
    }

    /** A question that was parsed, of a caller who may ask it. Immutable, but for the call's {@link Cancellation}. */
    record Understood(Call call, Message message) {}

    /**
     * How a request is answered. {@link #print} runs on the event loop where the answer is short, and on a lane's thread where it is
     * long; the others run on the event loop, one of them once.
     */
    interface Reply {
        /** The answer's bytes. */
        Buffer print(Message answer);

        /** Sends them. */
        void done(Buffer answer);

        /** Says why there are none. */
        void refuse(Refusal refusal);
    }

    /** Has a unary method answer a request: in its lane, or at once where that is the event loop. */
    void answer(final Asked asked, final Reply reply) {
        new Answering(asked, reply).begin();
    }

    /** Has a method with many answers begin with them. */
    void begin(final Asked asked, final Work.Stream work, final AnswerForm form, final Consumer<Refusal> refuse) {
        new Opening(asked, work, form, refuse).begin();
    }

    /** The lane of a method. */
    Lanes.Kind lane(final Method method) {
        return lanes.of(method.lane());
    }

    /** A call about the tenant that its message names; null when the caller may not ask about it, or there is none of that name. */
    @Nullable
    Call about(
            final Method method,
            final Caller caller,
            final Message message,
            final String origin,
            final Cancellation cancellation) {
        if (method.tenantField() == null && caller.tenant() == Router.ANY_TENANT) {
            return new Call(caller, Router.ANY_TENANT, "", origin, cancellation);
        }
        final int tenant = scope.resolve(caller.tenant(), method.tenantOf(message));
        return tenant == TenantDirectory.UNKNOWN
                ? null
                : new Call(caller, tenant, scope.id(tenant), origin, cancellation);
    }

    /** What a caller gets for a tenant that it may not ask about. */
    Refusal wrongTenant(final Caller caller) {
        return scope.refusal(caller.tenant());
    }

    /** Whose turn in a lane a question takes before it is parsed: that of the tenant it seems to be about. */
    private int turn(final Asked asked) {
        final int own = asked.caller().tenant();
        final int named = scope.resolve(own, asked.question().tenantAtFirstSight());
        return named == TenantDirectory.UNKNOWN ? own : named;
    }

    /** One request that is understood at once where it is short, and in its lane where it is long. */
    private abstract class Asking<T> implements LaneWork.Told<T> {
        final Asked asked;
        final CallLedger.Entry entry;
        final LaneWork<T> work;
        private final String origin;

        Asking(final Asked asked) {
            this.asked = asked;
            this.entry = ledger.begin(asked.method(), asked.request());
            this.work = new LaneWork<>(vertx, lanes, open, asked, this);
            this.origin = asked.request().remoteAddress().hostAddress();
        }

        void begin() {
            if (asked.question().bytes() > Question.MOST_AT_ONCE) {
                work.begin(turn(asked), this::understood, this::inLane);
                return;
            }
            final Understood understood;
            try {
                understood = understood();
            } catch (final AdminRefused refused) {
                failed(refused);
                return;
            }
            goOn(understood);
        }

        private Understood understood() {
            final Message message = asked.question().parse();
            final Call call = about(asked.method(), asked.caller(), message, origin, work.cancellation());
            if (call == null) {
                throw AdminRefused.because(wrongTenant(asked.caller()));
            }
            entry.about(call);
            return new Understood(call, message);
        }

        /** Goes on with a short question, on the event loop. */
        abstract void goOn(Understood understood);

        /** Goes on with a question, on a thread of the lane. */
        abstract CompletionStage<T> inLane(Understood understood);

        abstract void refuse(Refusal refusal);

        @Override
        public void failed(final Throwable fault) {
            final Refusal refusal = refusal(asked.binding(), fault);
            refuse(refusal);
            entry.refused(refusal);
        }

        @Override
        public void gone() {
            entry.gone();
        }
    }

    /** One request that gets one answer. */
    private final class Answering extends Asking<Supplier<Buffer>> {
        private final Reply reply;

        Answering(final Asked asked, final Reply reply) {
            super(asked);
            this.reply = reply;
        }

        @Override
        void goOn(final Understood understood) {
            if (asked.method().lane() == MethodLane.METHOD_LANE_LOOP) {
                atOnce(understood);
            } else {
                work.begin(understood.call().tenant(), () -> understood, this::inLane);
            }
        }

        private void atOnce(final Understood understood) {
            final var unused = asked.binding()
                    .answer(understood.call(), understood.message())
                    .whenComplete((answer, fault) -> {
                        if (fault == null) {
                            done(() -> reply.print(answer));
                        } else {
                            failed(fault);
                        }
                    });
        }

        @Override
        CompletionStage<Supplier<Buffer>> inLane(final Understood understood) {
            return asked.binding()
                    .answer(understood.call(), understood.message())
                    .thenCompose(this::printed);
        }

        // A thread of the lane is woken for a long answer only.
        private CompletionStage<Supplier<Buffer>> printed(final Message answer) {
            return answer.getSerializedSize() <= LONGEST_AT_ONCE
                    ? CompletableFuture.completedStage(() -> reply.print(answer))
                    : CompletableFuture.supplyAsync(
                                    () -> reply.print(answer),
                                    lane(asked.method()).threads())
                            .thenApply(bytes -> () -> bytes);
        }

        @Override
        public void done(final Supplier<Buffer> answer) {
            final Buffer bytes;
            try {
                bytes = answer.get();
            } catch (final RuntimeException | Error e) {
                failed(e);
                return;
            }
            reply.done(bytes);
            entry.answered();
        }

        @Override
        void refuse(final Refusal refusal) {
            reply.refuse(refusal);
        }
    }

    /** One request that gets many answers. */
    private final class Opening extends Asking<Understood> {
        private final Work.Stream stream;
        private final AnswerForm form;
        private final Consumer<Refusal> refuse;

        Opening(final Asked asked, final Work.Stream stream, final AnswerForm form, final Consumer<Refusal> refuse) {
            super(asked);
            this.stream = stream;
            this.form = form;
            this.refuse = refuse;
        }

        @Override
        void goOn(final Understood understood) {
            done(understood);
        }

        @Override
        CompletionStage<Understood> inLane(final Understood understood) {
            return CompletableFuture.completedStage(understood);
        }

        @Override
        public void done(final Understood understood) {
            try {
                stream.beginning()
                        .begin(new StreamedCall(
                                vertx,
                                understood.call(),
                                asked.request(),
                                understood.message(),
                                form,
                                answers,
                                entry::ended));
            } catch (final RuntimeException | Error e) {
                failed(e);
            }
        }

        @Override
        void refuse(final Refusal refusal) {
            refuse.accept(refusal);
        }
    }

    private static Refusal refusal(final Binding binding, final Throwable fault) {
        final Throwable cause =
                fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof AdminRefused planned) {
            return planned.refusal();
        }
        LOG.error("event=admin_call_failed method={}", binding.method().name(), cause);
        return Refusal.fault();
    }
}
