@NullMarked
package io.kairoute.router.decision;

import org.jspecify.annotations.NullMarked;
