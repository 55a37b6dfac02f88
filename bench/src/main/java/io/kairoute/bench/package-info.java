/** The proof of speed: one question per class. */
@NullMarked
package io.kairoute.bench;

import org.jspecify.annotations.NullMarked;
