/** Tests of commands on API keys. */
@NullMarked
package io.kairoute.node.key;

import org.jspecify.annotations.NullMarked;
