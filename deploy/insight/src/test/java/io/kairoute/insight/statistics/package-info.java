/** Tests of the statistics. */
@NullMarked
package io.kairoute.insight.statistics;

import org.jspecify.annotations.NullMarked;
