/** Tests of the made-up day. */
@NullMarked
package io.kairoute.node.demo;

import org.jspecify.annotations.NullMarked;
