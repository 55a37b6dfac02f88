/** Tests of tables as their editors have them. */
@NullMarked
package io.kairoute.ctl.table.edit;

import org.jspecify.annotations.NullMarked;
