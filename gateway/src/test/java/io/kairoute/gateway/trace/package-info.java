@NullMarked
package io.kairoute.gateway.trace;

import org.jspecify.annotations.NullMarked;
