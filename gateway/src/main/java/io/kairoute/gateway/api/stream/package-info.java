/**
 * Many answers to one call: where they come from, how they are spelled, and how the call ends.
 *
 * <p>An {@link io.kairoute.gateway.api.stream.AnswerSource} has the answers: the latest state of what is watched, or all of
 * what is exported. An {@link io.kairoute.gateway.api.stream.AnswerForm} spells them: gRPC frames, server-sent events or
 * lines of JSON. The {@link io.kairoute.gateway.api.stream.AnswerWriter} stands between, and takes from the source what the
 * caller has room for.
 */
@NullMarked
package io.kairoute.gateway.api.stream;

import org.jspecify.annotations.NullMarked;
