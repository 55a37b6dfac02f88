/** The console in a real browser against a real node: what people do, and what must never happen to them. */
@NullMarked
package io.kairoute.node.console;

import org.jspecify.annotations.NullMarked;
