/** Commands on live occasions. */
@NullMarked
package io.kairoute.ctl.occasions;

import org.jspecify.annotations.NullMarked;
