/** Tests of what a node counts and shows. */
@NullMarked
package io.kairoute.gateway.observe;

import org.jspecify.annotations.NullMarked;
