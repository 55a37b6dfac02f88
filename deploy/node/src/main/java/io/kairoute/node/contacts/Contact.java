package io.kairoute.node.contacts;

import io.kairoute.routing.v1.RouteRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One contact of a file.
 *
 * @param index its row, from 0, bad rows counted
 * @param line the file's line on which it starts, from 1
 * @param request the question to ask about it
 * @param at when it came; null when the mapping does not say
 */
public record Contact(
        long index,
        long line,
        RouteRequest request,
        @Nullable Instant at) {}
