/** Commands on the audit trail. */
@NullMarked
package io.kairoute.ctl.audit;

import org.jspecify.annotations.NullMarked;
