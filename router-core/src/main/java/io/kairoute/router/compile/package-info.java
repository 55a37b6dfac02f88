/** Table to snapshot: the cold side of every hot package, all or nothing. Nothing on the path imports it. */
@NullMarked
package io.kairoute.router.compile;

import org.jspecify.annotations.NullMarked;
