/** Tests of backups. */
@NullMarked
package io.kairoute.node.backup;

import org.jspecify.annotations.NullMarked;
