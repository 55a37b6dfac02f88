/** The commands of the statistics alone: sums as JSON in, figures as JSON out. docs/LEARNING.md has the forms. */
@NullMarked
package io.kairoute.insight.stats;

import org.jspecify.annotations.NullMarked;
