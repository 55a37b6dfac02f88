/**
 * What can be said of a table's rules without a contact at hand: which values, minutes, tiers and occasions each can hold for, whether it can
 * hold at all, and whether it implies another. Cold: the doubts about a table stand on it.
 */
@NullMarked
package io.kairoute.router.table.logic;

import org.jspecify.annotations.NullMarked;
