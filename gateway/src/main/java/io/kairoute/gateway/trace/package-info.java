/**
 * Traces as W3C Trace Context spells them: a call continues its caller's, and where a collector of OpenTelemetry is set, it is told of
 * the calls whose callers sample theirs, and of publishes.
 */
@NullMarked
package io.kairoute.gateway.trace;

import org.jspecify.annotations.NullMarked;
