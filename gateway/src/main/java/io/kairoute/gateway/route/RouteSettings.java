package io.kairoute.gateway.route;

import io.kairoute.gateway.admission.AdmissionLimits;
import io.kairoute.gateway.edge.Seam;
import io.kairoute.gateway.format.ResponseFormats;
import io.kairoute.router.decide.DecisionSink;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a route listener go by. Immutable.
 *
 * @param serverDeadlineNs how long a call without a deadline of its own may take, body included
 * @param longestDeadlineNs what a caller's deadline is cut to
 * @param trustsClientTimestamps whether a request's timestamp counts as now
 * @param allowsGet whether GET routes too
 * @param admission how much one event loop takes on
 * @param graceMs how long calls in flight get to finish when the listener stops
 * @param maxConnectionAgeMs how old a connection may get; 0 for as old as it likes
 * @param connectionGraceMs how long calls in flight get to finish on a connection that is too old
 * @param unreadMs how long an answer may stay unread before its connection is closed
 * @param sinks makes what takes down one router's decisions; gives null where nobody does
 * @param hosts names that the listener is reached by, beside those of the machine itself
 * @param formats the forms that answers over HTTP may take
 * @param seam gives the streams of a connection that are answered without Vert.x
 */
public record RouteSettings(
        long serverDeadlineNs,
        long longestDeadlineNs,
        boolean trustsClientTimestamps,
        boolean allowsGet,
        AdmissionLimits admission,
        long graceMs,
        long maxConnectionAgeMs,
        long connectionGraceMs,
        long unreadMs,
        Supplier<@Nullable DecisionSink> sinks,
        Set<String> hosts,
        ResponseFormats formats,
        Seam seam) {}
