/** What a request is decided by: one immutable snapshot per tenant, read once with one acquire. */
@NullMarked
package io.kairoute.router.snapshot;

import org.jspecify.annotations.NullMarked;
