/** Tests of the keyed hash. */
@NullMarked
package io.kairoute.router.key;

import org.jspecify.annotations.NullMarked;
