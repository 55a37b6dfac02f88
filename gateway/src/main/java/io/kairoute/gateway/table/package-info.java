/**
 * The protobuf form of a table: what it looks like on the wire, and how it becomes the plain records of the core. Cold:
 * nothing on the path of a request imports this package.
 */
@NullMarked
package io.kairoute.gateway.table;

import org.jspecify.annotations.NullMarked;
