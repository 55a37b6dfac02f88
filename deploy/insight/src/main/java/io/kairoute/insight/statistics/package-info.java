/**
 * Statistics of sums: what a difference between two arms is worth. Pure: no engine, no clock, no files, and nothing of the rest of the
 * product; a test holds that. docs/LEARNING.md names the source of each formula.
 */
@NullMarked
package io.kairoute.insight.statistics;

import org.jspecify.annotations.NullMarked;
