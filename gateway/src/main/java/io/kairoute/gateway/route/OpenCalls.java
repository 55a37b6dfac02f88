package io.kairoute.gateway.route;

import io.kairoute.gateway.observe.CallEnd;
import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one event loop has begun and not ended, so that deadlines are kept without a timer per call.
 *
 * <p>An intrusive list: joining and leaving cost a few stores and no allocation, and nearly every call leaves within the
 * read that brought it. Thread-confined: owned by its event loop.
 */
final class OpenCalls {
    private @Nullable RouteCall first;
    private int count;
    private int unwritten;
    private int watches;

    void add(final RouteCall call) {
        final RouteCall head = first;
        call.next = head;
        if (head != null) {
            head.previous = call;
        }
        first = call;
        count++;
    }

    void remove(final RouteCall call) {
        final RouteCall before = call.previous;
        final RouteCall after = call.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        call.previous = null;
        call.next = null;
        count--;
    }

    /** Tells every call that is due. */
    void expire(final long nowNs) {
        RouteCall call = first;
        while (call != null) {
            final RouteCall after = call.next;
            if (nowNs - call.dueNs() >= 0) {
                call.expire();
            }
            call = after;
        }
    }

    /** Tells every call that the server is about to stop. */
    void stopping() {
        end(null, CallEnd.STOPPED);
    }

    /** Tells every call of a connection that it is too old. */
    void aged(final HttpConnection connection) {
        end(connection, CallEnd.AGED);
    }

    private void end(final @Nullable HttpConnection connection, final CallEnd cause) {
        RouteCall call = first;
        while (call != null) {
            final RouteCall after = call.next;
            if (connection == null || call.request.connection() == connection) {
                call.stop(cause);
            }
            call = after;
        }
    }

    /** An answer of a call that is in no list was handed to the transport. */
    void handedOver() {
        unwritten++;
    }

    /** Such an answer was written, or never will be. */
    void written() {
        unwritten--;
    }

    /** So many calls of the list do nothing but watch this node's health. */
    void watches(final int watching) {
        watches = watching;
    }

    /** How many calls take a place that another one could have. */
    int places() {
        return count() - watches;
    }

    /** How many calls are open: those in the list, and those whose answer is not written yet. */
    int count() {
        return count + unwritten;
    }
}
