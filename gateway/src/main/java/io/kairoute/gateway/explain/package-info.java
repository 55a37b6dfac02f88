/**
 * Explanations of decisions, made beside the event loops: same tables, same inputs, same decision, and why it came out so.
 */
@NullMarked
package io.kairoute.gateway.explain;

import org.jspecify.annotations.NullMarked;
