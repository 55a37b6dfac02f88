package io.kairoute.gateway.api.stream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * One call that gets many answers. Immutable.
 *
 * @param form how the answers are spelled
 * @param pace how long it waits for what
 * @param open where it counts as open until it ends
 */
public record AnswerCall(Vertx vertx, HttpServerRequest request, AnswerForm form, AnswerPace pace, OpenAnswers open) {}
