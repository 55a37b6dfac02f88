/**
 * The table as a YAML document: read with every mistake named at its line and column, and written in one canonical form.
 * Cold: runs when a person checks, drafts or exports a table.
 */
@NullMarked
package io.kairoute.router.table.yaml;

import org.jspecify.annotations.NullMarked;
