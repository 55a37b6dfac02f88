package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.identity.Role;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * A method of an admin service that gives many answers to one request. Immutable.
 *
 * @param name the method as it is named on the wire, without the leading slash
 * @param role what a caller needs
 * @param parser parses the request message
 * @param maxBytes the longest request message
 * @param beginning begins a call
 */
public record AdminStream(String name, Role role, Parser<? extends Message> parser, int maxBytes, Beginning beginning) {
    /** Begins a call, and answers it from then on. */
    @FunctionalInterface
    public interface Beginning {
        /**
         * Takes a call on its event loop; the caller has the role.
         *
         * @param caller who calls; null on an open node
         */
        void begin(Vertx vertx, @Nullable Caller caller, HttpServerRequest request, Message message);
    }

    void begin(
            final Vertx vertx, final @Nullable Caller caller, final HttpServerRequest request, final Message message) {
        beginning.begin(vertx, caller, request, message);
    }
}
