/** Tests of the tally. */
@NullMarked
package io.kairoute.gateway.tally;

import org.jspecify.annotations.NullMarked;
