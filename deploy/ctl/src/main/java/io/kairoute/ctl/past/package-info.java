/** A node's past as commands name it: where it is, and which part of it. */
@NullMarked
package io.kairoute.ctl.past;

import org.jspecify.annotations.NullMarked;
