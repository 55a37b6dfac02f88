/** Tests of the commands of the statistics. */
@NullMarked
package io.kairoute.insight.stats;

import org.jspecify.annotations.NullMarked;
