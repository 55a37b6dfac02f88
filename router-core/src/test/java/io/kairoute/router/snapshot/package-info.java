/** Tests of publication. */
@NullMarked
package io.kairoute.router.snapshot;

import org.jspecify.annotations.NullMarked;
