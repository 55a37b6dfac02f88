/** Tests of the package of the same name. */
@NullMarked
package io.kairoute.gateway.console.session;

import org.jspecify.annotations.NullMarked;
