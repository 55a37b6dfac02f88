package io.kairoute.gateway.console.site;

import java.util.Set;

/** The addresses of the console's pages, all of which answer the same document: its first module draws the page. */
public final class PagePaths {
    /** Where whoever names no page goes. */
    public static final String FIRST = "/now";

    private static final Set<String> ALL = Set.of("/", FIRST, "/live", "/why", "/log", "/handover", "/wall", "/outage");

    private PagePaths() {}

    /** Whether a page is at a path, which must be spelled as it is listed. */
    public static boolean isPage(final String path) {
        return ALL.contains(path);
    }

    /** All of them. */
    static Set<String> all() {
        return ALL;
    }
}
