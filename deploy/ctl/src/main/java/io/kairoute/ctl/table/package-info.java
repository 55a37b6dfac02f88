/** Commands on the routing table: its revisions, its drafts, its tuning rules. */
@NullMarked
package io.kairoute.ctl.table;

import org.jspecify.annotations.NullMarked;
