package io.kairoute.gateway.console.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A library that modules of the console import by its name. Immutable.
 *
 * @param name what imports call it
 * @param folder where its files lie on the class path, with the version that the build pins
 * @param main the file that its bare name means
 */
record Library(String name, String folder, String main) {
    private static final String WEBJARS = "META-INF/resources/webjars/";

    /** All that there are: Lit draws the pages (BSD-3). */
    static final List<Library> ALL = List.of(
            new Library("lit", WEBJARS + "lit/3.3.2", "index.js"),
            new Library("lit-html", WEBJARS + "lit-html/3.3.2", "lit-html.js"),
            new Library("lit-element", WEBJARS + "lit-element/4.2.2", "index.js"),
            new Library("@lit/reactive-element", WEBJARS + "lit__reactive-element/2.1.2", "reactive-element.js"));

    private static final String PREFIX = "lib/";

    /** The name among the console's files of what an import means; null where it means no library. */
    static @Nullable String fileOf(final String imported) {
        for (final Library library : ALL) {
            if (imported.equals(library.name)) {
                return library.file(library.main);
            }
            if (imported.startsWith(library.name + "/")) {
                return library.file(imported.substring(library.name.length() + 1));
            }
        }
        return null;
    }

    /** Where a file of a library lies on the class path; null for a name that is none of a library's. */
    static @Nullable String resourceOf(final String file) {
        for (final Library library : ALL) {
            final String own = library.file("");
            if (file.startsWith(own)) {
                return library.folder + "/" + file.substring(own.length());
            }
        }
        return null;
    }

    /** The name among the console's files of one of this library's. */
    String file(final String within) {
        return PREFIX + name + "/" + within;
    }
}
