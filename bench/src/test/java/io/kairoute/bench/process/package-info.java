@NullMarked
package io.kairoute.bench.process;

import org.jspecify.annotations.NullMarked;
