/**
 * Tables as their editors have them: files that remember what they were exported from, and what a running node says of drafts and
 * revisions.
 */
@NullMarked
package io.kairoute.ctl.table.edit;

import org.jspecify.annotations.NullMarked;
