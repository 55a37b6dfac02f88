/**
 * Whether this node may be sent calls: {@code Readiness} knows, {@code HealthAnswers} says so in the words of
 * {@code grpc.health.v1}. Both listeners ask here.
 */
@NullMarked
package io.kairoute.gateway.health;

import org.jspecify.annotations.NullMarked;
