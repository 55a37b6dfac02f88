/**
 * The server around the routing core, in path order: {@code start} brings it up, {@code config} says how,
 * {@code identity} names the caller, {@code admission} refuses what is too much, {@code route} carries the calls,
 * {@code json} and {@code format} speak the callers' forms, {@code refusal} says no, {@code observe} counts, and
 * {@code admin} shows.
 */
@NullMarked
package io.kairoute.gateway;

import org.jspecify.annotations.NullMarked;
