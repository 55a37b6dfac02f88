/** What a call costs over the network, beside bare servers that echo the same messages. */
@NullMarked
package io.kairoute.bench.gateway;

import org.jspecify.annotations.NullMarked;
