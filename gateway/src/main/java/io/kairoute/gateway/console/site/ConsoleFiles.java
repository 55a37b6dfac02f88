package io.kairoute.gateway.console.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of the console by name: its own, and those of libraries that its modules reach. Immutable.
 *
 * @param shell the page that all others are drawn in, with marks where its addresses go
 * @param served what is served beside it
 * @param first what the first module needs before it runs, that module first
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared as a whole
record ConsoleFiles(byte[] shell, SortedMap<String, byte[]> served, Set<String> first) {
    private static final String FOLDER = "io/kairoute/gateway/console";
    private static final String SHELL = "shell.html";
    private static final String MAIN = "js/main.js";
    private static final String CLASSES = ".class";

    /**
     * Reads them.
     *
     * @throws IllegalStateException when one is missing
     */
    static ConsoleFiles read() {
        final SortedMap<String, byte[]> own = ClassPathFolder.read(FOLDER, SHELL);
        final byte[] shell = own.remove(SHELL);
        own.keySet().removeIf(name -> name.endsWith(CLASSES));
        final SortedMap<String, byte[]> served = new TreeMap<>(own);
        final ImportGraph graph = new ImportGraph(name -> {
            final byte[] ours = served.get(name);
            return ours == null ? ofLibrary(name) : ours;
        });
        final List<String> modules =
                own.keySet().stream().filter(name -> name.endsWith(".js")).toList();
        for (final String module : graph.reachedFrom(modules)) {
            served.computeIfAbsent(module, name -> there(name, ofLibrary(name)));
        }
        return new ConsoleFiles(there(SHELL, shell), served, graph.neededBy(MAIN));
    }

    private static byte[] there(final String name, final byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new IllegalStateException("file=" + name + " is missing");
        }
        return bytes;
    }

    private static byte @Nullable [] ofLibrary(final String name) {
        final String resource = Library.resourceOf(name);
        if (resource == null) {
            return null;
        }
        try (InputStream in = ConsoleFiles.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
