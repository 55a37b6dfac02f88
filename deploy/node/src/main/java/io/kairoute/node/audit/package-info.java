/** What is told of the audit trail in a data directory. */
@NullMarked
package io.kairoute.node.audit;

import org.jspecify.annotations.NullMarked;
