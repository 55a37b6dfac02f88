/** Makes logged decisions again from the revision and the inputs that they name, and compares. */
@NullMarked
package io.kairoute.gateway.history.replay;

import org.jspecify.annotations.NullMarked;
