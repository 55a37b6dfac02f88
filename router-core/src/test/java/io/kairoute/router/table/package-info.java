/** Tests of tables as data, and the documents they start from. */
@NullMarked
package io.kairoute.router.table;

import org.jspecify.annotations.NullMarked;
