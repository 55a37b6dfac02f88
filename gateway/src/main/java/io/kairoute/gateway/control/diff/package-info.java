/** Tells two tables apart in the words of the table: occasions, rules, tiers and their fields. */
@NullMarked
package io.kairoute.gateway.control.diff;

import org.jspecify.annotations.NullMarked;
