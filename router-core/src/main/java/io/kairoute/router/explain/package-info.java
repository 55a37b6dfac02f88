/**
 * Why a decision came out as it did: the same steps over the same compiled tables, watched one by one. Cold: it runs
 * beside the path, on a router of its own, and nothing on the path imports it.
 */
@NullMarked
package io.kairoute.router.explain;

import org.jspecify.annotations.NullMarked;
