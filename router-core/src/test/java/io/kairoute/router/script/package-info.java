/** Tests of step 7. */
@NullMarked
package io.kairoute.router.script;

import org.jspecify.annotations.NullMarked;
