/** Commands on a table as a file, without a node. */
@NullMarked
package io.kairoute.node.table;

import org.jspecify.annotations.NullMarked;
