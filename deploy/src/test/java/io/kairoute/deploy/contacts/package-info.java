/** Tests of how contacts are read. */
@NullMarked
package io.kairoute.deploy.contacts;

import org.jspecify.annotations.NullMarked;
