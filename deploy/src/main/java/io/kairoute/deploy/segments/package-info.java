/** Imports segment sets into a data directory that nobody else is at work in, and shows what came of it. */
@NullMarked
package io.kairoute.deploy.segments;

import org.jspecify.annotations.NullMarked;
