/** How the gateway says no: one refusal, spelled as a gRPC status or as an HTTP problem. Imported by all, imports none. */
@NullMarked
package io.kairoute.gateway.refusal;

import org.jspecify.annotations.NullMarked;
