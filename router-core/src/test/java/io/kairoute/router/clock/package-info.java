/** Tests of wall clocks. */
@NullMarked
package io.kairoute.router.clock;

import org.jspecify.annotations.NullMarked;
