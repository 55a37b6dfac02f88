package io.kairoute.gateway.api.stream;

import io.kairoute.gateway.observe.EndCause;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * One call that gets many answers. Immutable.
 *
 * @param form how the answers are spelled
 * @param pace how long it waits for what
 * @param ended told once how the call ended, on its event loop
 */
public record AnswerCall(
        Vertx vertx, HttpServerRequest request, AnswerForm form, AnswerPace pace, Consumer<EndCause> ended) {}
