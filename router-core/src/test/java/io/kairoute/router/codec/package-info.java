/** Tests of the bytes. */
@NullMarked
package io.kairoute.router.codec;

import org.jspecify.annotations.NullMarked;
