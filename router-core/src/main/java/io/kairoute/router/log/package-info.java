/** Records decisions as they are made, for a log that can be replayed; beside the path, never on it for long. */
@NullMarked
package io.kairoute.router.log;

import org.jspecify.annotations.NullMarked;
