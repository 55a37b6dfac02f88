/** What the steps write into: one decision in the making, and the words that describe it. */
@NullMarked
package io.kairoute.router.decision;

import org.jspecify.annotations.NullMarked;
