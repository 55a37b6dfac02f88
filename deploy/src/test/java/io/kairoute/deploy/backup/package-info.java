@NullMarked
package io.kairoute.deploy.backup;

import org.jspecify.annotations.NullMarked;
