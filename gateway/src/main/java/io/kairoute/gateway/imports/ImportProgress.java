package io.kairoute.gateway.imports;

/** Hears how far an import has come. */
@FunctionalInterface
public interface ImportProgress {
    /** Hears nothing. */
    ImportProgress NONE = (phase, done, total) -> {};

    /** What an import is at. */
    enum Phase {
        /** Reads the file, counting and checking; in bytes of the file. */
        CHECKING,
        /** Reads it again, loading; in bytes of the file. */
        LOADING,
        /** Reads back what was loaded; in parts of the set. */
        VERIFYING
    }

    /** So much of a phase is done of so much in all; called now and then, on the importing thread. */
    void at(Phase phase, long done, long total);
}
