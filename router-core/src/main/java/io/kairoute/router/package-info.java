/**
 * The routing core. {@code decide} is the way of a contact: {@link io.kairoute.router.decide.Router} lists the steps in their order,
 * each a stage of its own that calls no other. What they read is one {@code snapshot}, compiled ahead; what they work with are
 * {@code codec} (bytes), {@code signal} (what a request tells), {@code key} and {@code segment} (the customer), {@code rule} (rules as
 * rows of bits), {@code clock} and {@code availability} (queues), and {@code decision} (what is decided). Beside the path, and never
 * imported by it, stand {@code table} (definitions, checks), {@code compile} (table to snapshot), {@code store}, {@code log},
 * {@code explain} and {@code embed}.
 *
 * <p>This package is public to hosts, as are all that say so ({@link io.kairoute.router.PublicToHosts}).
 */
@NullMarked
@PublicToHosts
package io.kairoute.router;

import org.jspecify.annotations.NullMarked;
