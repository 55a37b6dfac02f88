package io.kairoute.node.replay;

import io.kairoute.ctl.route.CallFailure;
import io.kairoute.ctl.route.RouteCaller;
import io.kairoute.node.contacts.Contact;
import io.kairoute.node.contacts.ContactReader;
import io.kairoute.routing.v1.RouteResponse;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server about every contact of a file and hands the answers on in the file's order.
 *
 * <p>A bounded number of questions is open at one time; the oldest one is waited for before the next is asked. So the
 * answers need no sorting, and memory does not grow with the file. Thread-confined: owned by whoever runs it.
 */
public final class Replay {
    /** Takes the answers. */
    public interface Listener {
        /**
         * Takes one answer.
         *
         * @param decision the decision; null when there is none
         * @param failure why there is none; null when there is one
         * @param latencyNs from asking to the answer's arrival
         */
        void answered(Contact contact, @Nullable RouteResponse decision, @Nullable CallFailure failure, long latencyNs);
    }

    private final RouteCaller caller;
    private final Queue<Open> open = new ArrayDeque<>();

    /** Makes a replay over one caller. */
    public Replay(final RouteCaller caller) {
        this.caller = caller;
    }

    /**
     * Replays the rest of a file.
     *
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public void run(final ContactReader contacts, final Listener listener) throws InterruptedException {
        for (Contact contact = contacts.next(); contact != null; contact = contacts.next()) {
            if (open.size() >= caller.maxInFlight()) {
                settle(open.remove(), listener);
            }
            open.add(Open.ask(caller, contact));
        }
        while (!open.isEmpty()) {
            settle(open.remove(), listener);
        }
    }

    private static void settle(final Open question, final Listener listener) throws InterruptedException {
        try {
            final Answered answered = question.answer().get();
            listener.answered(question.contact(), answered.decision(), null, answered.latencyNs());
        } catch (final ExecutionException e) {
            listener.answered(question.contact(), null, CallFailure.of(e), 0);
        }
    }

    private record Open(Contact contact, CompletableFuture<Answered> answer) {
        static Open ask(final RouteCaller caller, final Contact contact) {
            final long askedNs = System.nanoTime();
            return new Open(
                    contact,
                    caller.route(contact.request())
                            .thenApply(decision -> new Answered(decision, System.nanoTime() - askedNs)));
        }
    }

    private record Answered(RouteResponse decision, long latencyNs) {}
}
