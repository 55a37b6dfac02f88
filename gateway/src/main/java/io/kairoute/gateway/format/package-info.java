/** The forms that a decision takes over HTTP: one per platform, each escaped as its reader needs. */
@NullMarked
package io.kairoute.gateway.format;

import org.jspecify.annotations.NullMarked;
