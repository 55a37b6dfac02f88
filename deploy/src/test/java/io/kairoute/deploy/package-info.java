/** Tests of the commands. */
@NullMarked
package io.kairoute.deploy;

import org.jspecify.annotations.NullMarked;
