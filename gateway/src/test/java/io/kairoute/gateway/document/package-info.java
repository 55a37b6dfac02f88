/** Tests of the files that people write. */
@NullMarked
package io.kairoute.gateway.document;

import org.jspecify.annotations.NullMarked;
