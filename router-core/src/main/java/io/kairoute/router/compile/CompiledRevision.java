package io.kairoute.router.compile;

import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.table.TableDefinition;

/**
 * One published revision: its number, its table as authored, and its compiled form.
 *
 * @param number from 1, rising with every publish
 */
public record CompiledRevision(long number, TableDefinition definition, CompiledTable table) {

    /** Compiles a revision of a checked table. */
    public static CompiledRevision of(final long number, final TableDefinition definition, final Horizon horizon) {
        return new CompiledRevision(number, definition, TableCompiler.compile(definition, horizon));
    }
}
