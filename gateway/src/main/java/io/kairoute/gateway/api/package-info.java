/**
 * The admin listener: health, readiness, metrics and the admin services, on a port of its own.
 *
 * <p>In the order of a request: {@link io.kairoute.gateway.api.AdminListener} binds the port, its dispatcher keeps web pages of
 * other sites out, a guard for gRPC and one for JSON let whole, well-formed calls of callers with the method's role through, and
 * workers answer them. Other parts of a node add methods with {@link io.kairoute.gateway.api.AdminServices}.
 */
@NullMarked
package io.kairoute.gateway.api;

import org.jspecify.annotations.NullMarked;
