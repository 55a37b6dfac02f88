/**
 * One node, put together: what it serves is opened, then the listeners that serve it. Everything that is opened lies on one stack, and
 * going down is the same in reverse.
 */
@NullMarked
package io.kairoute.gateway.node;

import org.jspecify.annotations.NullMarked;
