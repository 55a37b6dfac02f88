/** What became of contacts: commands that tell a node of it, and that show what was told. */
@NullMarked
package io.kairoute.ctl.outcomes;

import org.jspecify.annotations.NullMarked;
