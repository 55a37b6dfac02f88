/** What can be seen from outside: counts written by event loops, read by the metrics endpoint. Holds no caller's data. */
@NullMarked
package io.kairoute.gateway.observe;

import org.jspecify.annotations.NullMarked;
