/** Tests of what is said of a node's health. */
@NullMarked
package io.kairoute.gateway.health;

import org.jspecify.annotations.NullMarked;
