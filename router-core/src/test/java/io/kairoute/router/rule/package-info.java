/** Tests of rules as rows of bits. */
@NullMarked
package io.kairoute.router.rule;

import org.jspecify.annotations.NullMarked;
