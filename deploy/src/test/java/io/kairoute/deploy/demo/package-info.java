/** Tests of the made-up day. */
@NullMarked
package io.kairoute.deploy.demo;

import org.jspecify.annotations.NullMarked;
