/**
 * The command line. {@link io.kairoute.deploy.Kairoute} is the entry; every command is one small class that reads its
 * options, calls the module that does the work, and tells a person what came of it.
 */
@NullMarked
package io.kairoute.deploy;

import org.jspecify.annotations.NullMarked;
