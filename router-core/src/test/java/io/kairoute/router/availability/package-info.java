@NullMarked
package io.kairoute.router.availability;

import org.jspecify.annotations.NullMarked;
