@NullMarked
package io.kairoute.gateway.control.tuning;

import org.jspecify.annotations.NullMarked;
