/**
 * The console's files: they lie on the class path, are read once at the start, and are answered from memory.
 *
 * <p>{@code ConsoleFiles} reads them, {@code ImportGraph} finds what a module needs, {@code ConsoleSite} gives each an address that
 * holds a hash, and {@code ConsolePages} answers requests.
 */
@NullMarked
package io.kairoute.gateway.console.site;

import org.jspecify.annotations.NullMarked;
