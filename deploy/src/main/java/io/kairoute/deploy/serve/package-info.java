/**
 * One node, put together: the data directory is owned, every tenant's table is compiled and its segment set opened, the
 * first snapshots are published, and the gateway's listeners come up. Going down is the same in reverse.
 */
@NullMarked
package io.kairoute.deploy.serve;

import org.jspecify.annotations.NullMarked;
