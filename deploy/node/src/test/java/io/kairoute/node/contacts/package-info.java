/** Tests of how contacts are read. */
@NullMarked
package io.kairoute.node.contacts;

import org.jspecify.annotations.NullMarked;
