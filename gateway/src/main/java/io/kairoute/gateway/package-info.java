/**
 * The server around the routing core.
 *
 * <p>The path of a contact: {@code node} brings the server up, {@code config} says how, {@code edge} guards connections,
 * {@code identity} names the caller, {@code admission} refuses what is too much, {@code route} carries the calls, {@code wire},
 * {@code json} and {@code format} speak the callers' forms, {@code explain} tells why, {@code refusal} says no, and
 * {@code observe} counts.
 *
 * <p>The path of a change: {@code api} is the admin listener, {@code control} writes what supervisors change, {@code table} is
 * its form on the wire, {@code imports} makes segment sets, {@code sets} serves them, {@code history} keeps decisions, and
 * {@code sqlite} is how small files are kept.
 */
@NullMarked
package io.kairoute.gateway;

import org.jspecify.annotations.NullMarked;
