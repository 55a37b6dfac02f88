/** Tests of where a node's past is looked for. */
@NullMarked
package io.kairoute.ctl.past;

import org.jspecify.annotations.NullMarked;
