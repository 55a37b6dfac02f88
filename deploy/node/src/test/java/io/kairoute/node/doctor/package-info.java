/** Tests of the command that looks at a data directory. */
@NullMarked
package io.kairoute.node.doctor;

import org.jspecify.annotations.NullMarked;
