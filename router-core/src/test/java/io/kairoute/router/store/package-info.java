/** Tests of what a node keeps on disk. */
@NullMarked
package io.kairoute.router.store;

import org.jspecify.annotations.NullMarked;
