/** Tests of routing inside a host. */
@NullMarked
package io.kairoute.router.embed;

import org.jspecify.annotations.NullMarked;
