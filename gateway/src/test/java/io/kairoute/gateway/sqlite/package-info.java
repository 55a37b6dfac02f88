@NullMarked
package io.kairoute.gateway.sqlite;

import org.jspecify.annotations.NullMarked;
