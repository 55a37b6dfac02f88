@org.jspecify.annotations.NullMarked
package io.kairoute.gateway.edge;
