/** What a command checks before it has a node of its own: that something is configured to serve, and that the tables are sound. */
@NullMarked
package io.kairoute.deploy.serve;

import org.jspecify.annotations.NullMarked;
