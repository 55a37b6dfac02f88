package io.kairoute.gateway.config;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The route listener's configuration. Immutable.
 *
 * @param address where it listens
 * @param tls how it proves itself; null for clear text
 * @param serverDeadlineMs time for a call that brings no deadline
 * @param longestDeadlineMs what callers' deadlines are cut to
 * @param isClientTimestampTrusted whether a request's timestamp counts as now
 * @param isGetAllowed whether GET routes too
 * @param isAccessLogged whether each call writes a line
 * @param answersPlainCalls whether plain calls are answered before Vert.x sees them, where that can be done
 * @param overload how much the listener takes on
 * @param connections what one connection is held to
 * @param priorityScales platform to its two numbers for our priorities 0 and 100
 */
public record RouteConfig(
        Address address,
        @Nullable TlsConfig tls,
        long serverDeadlineMs,
        long longestDeadlineMs,
        boolean isClientTimestampTrusted,
        boolean isGetAllowed,
        boolean isAccessLogged,
        boolean answersPlainCalls,
        OverloadConfig overload,
        ConnectionConfig connections,
        Map<String, Scale> priorityScales) {
    /**
     * A platform's scale of priority.
     *
     * @param atLowest its number for our 0
     * @param atHighest its number for our 100
     */
    public record Scale(long atLowest, long atHighest) {}

    private static final Pattern SCALE = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})");

    private static final long MAX_SERVER_DEADLINE_MS = 10_000;
    private static final long MAX_LONGEST_DEADLINE_MS = 600_000;

    /** Checks the ranges. */
    public RouteConfig {
        Invalid.within(Property.ROUTE_SERVER_DEADLINE, serverDeadlineMs, 1, MAX_SERVER_DEADLINE_MS);
        Invalid.within(Property.ROUTE_LONGEST_DEADLINE, longestDeadlineMs, 1, MAX_LONGEST_DEADLINE_MS);
        priorityScales = Map.copyOf(priorityScales);
    }

    static RouteConfig of(final Settings settings) {
        final Address address = Address.of(settings, Property.ROUTE_HOST, Property.ROUTE_PORT);
        final String trust = settings.word(Property.ROUTE_TRUST_CLIENT_TIMESTAMPS, "auto", "true", "false");
        return new RouteConfig(
                address,
                TlsConfig.of(
                        settings,
                        Property.ROUTE_TLS_CERT,
                        Property.ROUTE_TLS_KEY,
                        Property.ROUTE_TLS_CLIENT_CA,
                        Property.ROUTE_TLS_CLIENT_CERTIFICATE),
                settings.durationMs(Property.ROUTE_SERVER_DEADLINE),
                settings.durationMs(Property.ROUTE_LONGEST_DEADLINE),
                trust.equals("auto") ? address.isLoopback() : trust.equals("true"),
                settings.word(Property.ROUTE_ALLOW_GET, "true", "false").equals("true"),
                settings.word(Property.ROUTE_ACCESS_LOG, "on", "off").equals("on"),
                settings.word(Property.ROUTE_PLAIN_CALLS, "auto", "off").equals("auto"),
                OverloadConfig.of(settings),
                ConnectionConfig.of(settings),
                scales(settings));
    }

    private static Map<String, Scale> scales(final Settings settings) {
        final Map<String, Scale> scales = new HashMap<>();
        settings.map(Property.ROUTE_PRIORITY_SCALES).forEach((platform, text) -> {
            final Matcher matcher = SCALE.matcher(text.strip());
            if (!matcher.matches()) {
                throw new Invalid(
                        Property.ROUTE_PRIORITY_SCALES,
                        "the priority scale of " + platform + " must be two numbers such as 10..1");
            }
            scales.put(platform, new Scale(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))));
        });
        return scales;
    }
}
