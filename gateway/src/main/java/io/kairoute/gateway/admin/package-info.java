/** The admin listener: health, readiness and metrics for operators and their tools, on a port of its own. */
@NullMarked
package io.kairoute.gateway.admin;

import org.jspecify.annotations.NullMarked;
