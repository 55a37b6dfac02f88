/** Tests of the record of a decision. */
@NullMarked
package io.kairoute.router.log;

import org.jspecify.annotations.NullMarked;
