/**
 * Where lines of the log come from: a provider of SLF4J that writes text or JSON to standard error, at levels that may change while the
 * process runs.
 */
@NullMarked
package io.kairoute.node.logging;

import org.jspecify.annotations.NullMarked;
