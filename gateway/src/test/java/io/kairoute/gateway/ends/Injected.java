package io.kairoute.gateway.ends;

/** What handlers throw on purpose. This class's name marks it in the log, which its trace does not fill: it has none. */
final class Injected {
    static final String MARK = "Injected";

    private Injected() {}

    static RuntimeException exception() {
        return new Failure();
    }

    static Error error() {
        return new Breakdown();
    }

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure() {
            super(MARK, null, false, false);
        }
    }

    private static final class Breakdown extends Error {
        private static final long serialVersionUID = 1L;

        Breakdown() {
            super(MARK, null, false, false);
        }
    }
}
