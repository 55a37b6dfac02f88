/**
 * How one contact is decided: the router, what is known of the contact so far, and one stage for each step. What a step needs of
 * the table, it takes from the snapshot.
 */
@NullMarked
package io.kairoute.router.decide;

import org.jspecify.annotations.NullMarked;
