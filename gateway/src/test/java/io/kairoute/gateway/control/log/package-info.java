@NullMarked
package io.kairoute.gateway.control.log;

import org.jspecify.annotations.NullMarked;
