/** Puts one run together: a page for people, a flat object of numbers for machines, and the floors that numbers keep. */
@NullMarked
package io.kairoute.bench.report;

import org.jspecify.annotations.NullMarked;
