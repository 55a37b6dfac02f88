/** Tests of segment sets from CSV files. */
@NullMarked
package io.kairoute.gateway.imports;

import org.jspecify.annotations.NullMarked;
