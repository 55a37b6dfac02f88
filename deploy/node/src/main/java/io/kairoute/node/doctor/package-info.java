/** The command that looks at a data directory and its configuration as somebody would who is asked for help. It changes nothing. */
@NullMarked
package io.kairoute.node.doctor;

import org.jspecify.annotations.NullMarked;
