/** Commands on a node's configuration. */
@NullMarked
package io.kairoute.node.config;

import org.jspecify.annotations.NullMarked;
