/** Tests of tables as their editors have them. */
@NullMarked
package io.kairoute.deploy.tables;

import org.jspecify.annotations.NullMarked;
