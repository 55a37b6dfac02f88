/** Tests of what the scope of a live occasion must be. */
@NullMarked
package io.kairoute.router.live.scope;

import org.jspecify.annotations.NullMarked;
