/** What each step does, in sentences. */
@NullMarked
package io.kairoute.router.decide;

import org.jspecify.annotations.NullMarked;
