/** Tests of customers and their segment sets while a node runs. */
@NullMarked
package io.kairoute.gateway.sets;

import org.jspecify.annotations.NullMarked;
