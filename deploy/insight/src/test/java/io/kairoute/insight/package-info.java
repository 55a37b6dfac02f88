/** What holds for insight as a whole. */
@NullMarked
package io.kairoute.insight;

import org.jspecify.annotations.NullMarked;
