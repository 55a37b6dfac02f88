/**
 * Which node a command asks and how it is let in: what flags, variables and the chosen context say together. Nothing here
 * connects.
 */
@NullMarked
package io.kairoute.ctl.access;

import org.jspecify.annotations.NullMarked;
