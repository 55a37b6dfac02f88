/** Makes logged decisions again from the revision and the inputs that they name, and compares. */
@NullMarked
package io.kairoute.gateway.control.replay;

import org.jspecify.annotations.NullMarked;
