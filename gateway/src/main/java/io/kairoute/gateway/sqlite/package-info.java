/**
 * Small SQLite files that keep what was acknowledged: how they are opened, told apart, written, copied and spoken of. What a
 * file holds is for those who use it; {@link io.kairoute.gateway.sqlite.SqliteLayout} is what they say of it.
 */
@NullMarked
package io.kairoute.gateway.sqlite;

import org.jspecify.annotations.NullMarked;
