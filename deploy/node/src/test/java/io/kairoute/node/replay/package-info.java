/** Tests of replaying a file of contacts. */
@NullMarked
package io.kairoute.node.replay;

import org.jspecify.annotations.NullMarked;
