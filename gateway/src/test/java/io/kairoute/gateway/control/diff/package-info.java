@NullMarked
package io.kairoute.gateway.control.diff;

import org.jspecify.annotations.NullMarked;
