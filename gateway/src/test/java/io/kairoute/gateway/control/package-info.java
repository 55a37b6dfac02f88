@NullMarked
package io.kairoute.gateway.control;

import org.jspecify.annotations.NullMarked;
