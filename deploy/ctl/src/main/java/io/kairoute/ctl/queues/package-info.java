/** Commands on queues. */
@NullMarked
package io.kairoute.ctl.queues;

import org.jspecify.annotations.NullMarked;
