@NullMarked
package io.kairoute.gateway.work;

import org.jspecify.annotations.NullMarked;
