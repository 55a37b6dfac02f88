package io.kairoute.router.codec;

/**
 * The field numbers of a RouteRequest, those of {@code kairoute/routing/v1/routing.proto}: a test proves them equal to the
 * generated messages.
 */
public final class RequestFields {
    /** The contact's id. */
    public static final int CONTACT_ID = 1;
    /** The tenant. */
    public static final int TENANT_ID = 2;
    /** The channel's name. */
    public static final int CHANNEL = 3;
    /** The direction's name. */
    public static final int DIRECTION = 4;
    /** The number dialled or flow entered. */
    public static final int ENTRY_POINT = 5;
    /** The customer's typed key. */
    public static final int CUSTOMER_KEY = 6;
    /** More keys of the customer. */
    public static final int ALTERNATE_KEYS = 7;
    /** The account's typed key. */
    public static final int ACCOUNT_KEY = 8;
    /** The platform's hint. */
    public static final int OCCASION = 9;
    /** The hint's confidence. */
    public static final int CONFIDENCE = 10;
    /** The intent heard. */
    public static final int INTENT = 11;
    /** The intent's confidence. */
    public static final int INTENT_CONFIDENCE = 12;
    /** The classifier's runner-ups. */
    public static final int ALTERNATIVES = 13;
    /** The language tag. */
    public static final int LANGUAGE = 14;
    /** The region. */
    public static final int REGION = 15;
    /** The product. */
    public static final int PRODUCT = 16;
    /** The device. */
    public static final int DEVICE = 17;
    /** The client's time. */
    public static final int TIMESTAMP = 18;
    /** How long the contact has waited. */
    public static final int WAITED_MS = 19;
    /** Which attempt this is. */
    public static final int ATTEMPT = 20;
    /** The earlier decision. */
    public static final int PREVIOUS_DECISION_ID = 21;
    /** The labels. */
    public static final int LABELS = 22;
    /** How much reasoning to return. */
    public static final int EXPLAIN = 23;
    /** Whether to leave no trace. */
    public static final int DRY_RUN = 24;
    /** Whose queue reference to return. */
    public static final int PLATFORM = 25;

    /** One more than the greatest of them. */
    static final int COUNT = PLATFORM + 1;

    private RequestFields() {}
}
