/** Insight's part of the command line: what counts what became of contacts. It runs in a process of its own, beside none that routes. */
@NullMarked
package io.kairoute.insight;

import org.jspecify.annotations.NullMarked;
