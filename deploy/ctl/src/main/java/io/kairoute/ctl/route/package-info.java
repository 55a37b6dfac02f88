/** The command that asks about one contact, and what it asks with: callers over gRPC and JSON, cards for decisions. */
@NullMarked
package io.kairoute.ctl.route;

import org.jspecify.annotations.NullMarked;
