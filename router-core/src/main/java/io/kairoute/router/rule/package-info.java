/** Rules over signals and profiles, compiled to one bit row per attribute value; used by steps 1 and 4. */
@NullMarked
package io.kairoute.router.rule;

import org.jspecify.annotations.NullMarked;
