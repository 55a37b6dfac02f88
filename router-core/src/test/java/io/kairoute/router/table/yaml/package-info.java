/** Tests of the YAML form: every mistake at its line and column, and no loss on the way there and back. */
@NullMarked
package io.kairoute.router.table.yaml;

import org.jspecify.annotations.NullMarked;
