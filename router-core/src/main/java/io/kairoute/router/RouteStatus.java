package io.kairoute.router;

/** What {@link io.kairoute.router.decide.Router#route} returns instead of a length when it refuses: step 0 of the decision. */
public final class RouteStatus {
    /** The bytes are no message, or a string is not UTF-8: answer INVALID_ARGUMENT. */
    public static final int MALFORMED = -1;
    /** A field, list or map is over its limit: answer INVALID_ARGUMENT naming {@link io.kairoute.router.codec.RouteRequestFlyweight#faultField()}. */
    public static final int LIMIT_EXCEEDED = -2;
    /** No such tenant: answer NOT_FOUND. */
    public static final int UNKNOWN_TENANT = -3;
    /** The request names a tenant that is not the caller's: answer PERMISSION_DENIED. */
    public static final int WRONG_TENANT = -4;
    /** The tenant has no snapshot yet: answer UNAVAILABLE. */
    public static final int NO_SNAPSHOT = -5;

    private RouteStatus() {}
}
