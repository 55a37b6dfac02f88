/** Customer keys as the store knows them: 16-byte keyed hashes that nobody without the tenant's secret can make. */
@NullMarked
package io.kairoute.router.key;

import org.jspecify.annotations.NullMarked;
