/** Tests of the protobuf form of a table. */
@NullMarked
package io.kairoute.gateway.table;

import org.jspecify.annotations.NullMarked;
