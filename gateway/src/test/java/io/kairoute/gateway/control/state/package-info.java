@NullMarked
package io.kairoute.gateway.control.state;

import org.jspecify.annotations.NullMarked;
