/** Tests of asking about a contact. */
@NullMarked
package io.kairoute.ctl.route;

import org.jspecify.annotations.NullMarked;
