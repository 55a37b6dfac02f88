/** Step 7: which variant of the script the agent reads. */
@NullMarked
package io.kairoute.router.script;

import org.jspecify.annotations.NullMarked;
