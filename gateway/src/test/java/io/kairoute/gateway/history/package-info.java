/** Tests of the decision log on the disk. */
@NullMarked
package io.kairoute.gateway.history;

import org.jspecify.annotations.NullMarked;
