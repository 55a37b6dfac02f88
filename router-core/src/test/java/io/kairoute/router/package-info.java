/** What the tests of several packages share. */
@NullMarked
package io.kairoute.router;

import org.jspecify.annotations.NullMarked;
