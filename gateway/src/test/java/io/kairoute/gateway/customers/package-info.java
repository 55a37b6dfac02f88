/** Tests of customers and their segment sets while a node runs. */
@NullMarked
package io.kairoute.gateway.customers;

import org.jspecify.annotations.NullMarked;
