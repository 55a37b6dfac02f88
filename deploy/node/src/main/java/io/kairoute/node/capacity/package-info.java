/** What a node needs for what it is to bear: a formula, and its constants in one file. The page docs/CAPACITY.md tells both. */
@NullMarked
package io.kairoute.node.capacity;

import org.jspecify.annotations.NullMarked;
