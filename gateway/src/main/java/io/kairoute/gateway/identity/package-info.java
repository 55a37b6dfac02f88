/** Who calls, and what that caller may do: credentials are named in one file, and one guard decides. */
@NullMarked
package io.kairoute.gateway.identity;

import org.jspecify.annotations.NullMarked;
