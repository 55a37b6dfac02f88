package io.kairoute.gateway.console.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds which modules a module imports.
 *
 * <p>It looks for the words {@code import} and {@code export} with a text behind, which is all that modules without a build step
 * need; what stands in a comment counts, and harms nobody where there is such a file.
 */
final class ImportGraph {
    private static final Pattern STATIC =
            Pattern.compile("(?<=^|[\\s;}/])(?:import|export)(?:[\\s\\w$*{},]*?\\bfrom)?\\s*[\"']([\\w@./-]+)[\"']");
    private static final Pattern LATER = Pattern.compile("(?<![\\w$.])import\\(\\s*[\"']([^\"'\\s]+)[\"']\\s*\\)");

    private final Function<String, byte @Nullable []> files;

    /** Makes a graph over files; null stands for a name that there is none of. */
    ImportGraph(final Function<String, byte @Nullable []> files) {
        this.files = files;
    }

    /**
     * A module and everything that must be there before it runs, itself first.
     *
     * @throws IllegalStateException when a module imports what there is not
     */
    Set<String> neededBy(final String module) {
        return reached(List.of(module), false);
    }

    /** Some modules and everything that they import, at once or later. */
    Set<String> reachedFrom(final Iterable<String> modules) {
        return reached(modules, true);
    }

    private Set<String> reached(final Iterable<String> from, final boolean hasLater) {
        final Set<String> reached = new LinkedHashSet<>();
        final Deque<String> open = new ArrayDeque<>();
        from.forEach(open::add);
        while (!open.isEmpty()) {
            final String module = open.remove();
            if (reached.add(module)) {
                open.addAll(importedBy(module, hasLater));
            }
        }
        return reached;
    }

    private List<String> importedBy(final String module, final boolean hasLater) {
        final byte[] bytes = files.apply(module);
        if (bytes == null) {
            throw new IllegalStateException("module=" + module + " is imported and not there");
        }
        final String text = new String(bytes, StandardCharsets.UTF_8);
        final List<String> imported = new ArrayList<>();
        final Matcher now = STATIC.matcher(text);
        while (now.find()) {
            imported.add(resolved(module, now.group(1)));
        }
        final Matcher later = LATER.matcher(text);
        while (hasLater && later.find()) {
            final String name = resolved(module, later.group(1));
            // A comment tells of types by the same word.
            if (files.apply(name) != null) {
                imported.add(name);
            }
        }
        return imported;
    }

    private static String resolved(final String module, final String imported) {
        if (imported.startsWith("./") || imported.startsWith("../")) {
            return relative(module, imported);
        }
        final String library = Library.fileOf(imported);
        if (library == null) {
            throw new IllegalStateException("module=" + module + " imports " + imported + ", which is no library");
        }
        return library;
    }

    private static String relative(final String module, final String imported) {
        final Deque<String> parts = new ArrayDeque<>(List.of(module.split("/", -1)));
        parts.removeLast();
        for (final String part : imported.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.removeLast();
            } else if (!part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}
