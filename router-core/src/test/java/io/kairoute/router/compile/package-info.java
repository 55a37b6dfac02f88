/** Tests of the compiler of tables. */
@NullMarked
package io.kairoute.router.compile;

import org.jspecify.annotations.NullMarked;
