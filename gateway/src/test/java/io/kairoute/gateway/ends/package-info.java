/** Tests that drive every kind of call through every end, and look for what is left over. */
@org.jspecify.annotations.NullMarked
package io.kairoute.gateway.ends;
