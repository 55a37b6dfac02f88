/** Tests of what a person sees. */
@NullMarked
package io.kairoute.deploy.terminal;

import org.jspecify.annotations.NullMarked;
