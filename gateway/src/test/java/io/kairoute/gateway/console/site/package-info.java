/** Tests of the package of the same name. */
@NullMarked
package io.kairoute.gateway.console.site;

import org.jspecify.annotations.NullMarked;
