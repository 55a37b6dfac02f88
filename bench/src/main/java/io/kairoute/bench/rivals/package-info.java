/**
 * Decision engines that a user might embed instead, and a router as one would write it by hand: the same table, the same
 * contacts, and answers that are compared before anything is timed. Each runs in a process of its own.
 */
@NullMarked
package io.kairoute.bench.rivals;

import org.jspecify.annotations.NullMarked;
