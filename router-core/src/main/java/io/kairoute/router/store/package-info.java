/**
 * What a node keeps on disk, beside the path and never on it. {@link io.kairoute.router.store.DataDirectory} is the one
 * owner of the directory; in it each tenant has a {@link io.kairoute.router.store.TenantFolder} with its secret and its
 * segment sets. {@link io.kairoute.router.store.SegmentSetWriter} loads a new set,
 * {@link io.kairoute.router.store.SegmentSets} activates and opens one.
 */
@NullMarked
package io.kairoute.router.store;

import org.jspecify.annotations.NullMarked;
