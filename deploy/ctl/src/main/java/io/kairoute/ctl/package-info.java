/**
 * The command line. {@link io.kairoute.ctl.Kairoute} is the entry. Each command is a small class in the package of its noun: it reads its
 * options, asks a node, and tells a person what came of it.
 */
@NullMarked
package io.kairoute.ctl;

import org.jspecify.annotations.NullMarked;
