package io.kairoute.gateway.identity;

import io.vertx.core.http.HttpServerRequest;

/** Says whom the cookies of a request prove. Asked on the event loop of the listener that takes them. */
public interface CookieCallers {
    /** Takes no cookies. */
    CookieCallers NONE = new CookieCallers() {
        @Override
        public Found of(final HttpServerRequest request) {
            return Found.NOTHING;
        }

        @Override
        public boolean isOver(final HttpServerRequest request) {
            return false;
        }
    };

    /** Looks at the cookies of a request that presents nothing else. */
    Found of(HttpServerRequest request);

    /** Whether the session of a request that was let in is over by now; asking does not use it. */
    boolean isOver(HttpServerRequest request);

    /** What the cookies of a request prove. */
    sealed interface Found {
        /** The request has none that would prove anything. */
        Found NOTHING = new Nothing();

        /** The session is over, or never was. */
        Found OVER = new Over();

        /** There is a cookie, and another page than the console's may have made the browser send it. */
        Found FOREIGN = new Foreign();

        /** The session is somebody's, who has not said yet about which tenant. */
        Found UNDECIDED = new Undecided();

        /** See {@link #NOTHING}. */
        record Nothing() implements Found {}

        /** See {@link #OVER}. */
        record Over() implements Found {}

        /** See {@link #FOREIGN}. */
        record Foreign() implements Found {}

        /** See {@link #UNDECIDED}. */
        record Undecided() implements Found {}

        /** Who asks. */
        record Known(Caller caller) implements Found {}
    }
}
