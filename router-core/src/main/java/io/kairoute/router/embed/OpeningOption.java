package io.kairoute.router.embed;

/** What a host accepts when it opens a data directory. */
public enum OpeningOption {
    /**
     * Routes by the segment set alone, though a node left corrections of single customers in the directory. A customer who withdrew
     * consent there is routed by the profile, and one who was deleted there is found.
     */
    WITHOUT_CORRECTIONS
}
