/** Logged decisions as people and other programs read them. */
@NullMarked
package io.kairoute.deploy.decisions;

import org.jspecify.annotations.NullMarked;
