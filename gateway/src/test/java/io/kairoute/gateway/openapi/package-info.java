/** Makes the OpenAPI document from the proto files, and holds what is served against it. */
@NullMarked
package io.kairoute.gateway.openapi;

import org.jspecify.annotations.NullMarked;
