/** Tests of the package of the same name. */
@NullMarked
package io.kairoute.gateway.console;

import org.jspecify.annotations.NullMarked;
