package io.kairoute.router.embed;

import io.kairoute.router.codec.MessageBytes;
import io.kairoute.router.codec.RequestFields;
import java.util.Objects;

/**
 * One contact as a host describes it, field by field; what is not said is absent.
 *
 * <p>Strings are bounded as in {@link io.kairoute.router.Limits}; a value over its limit is refused when the contact is
 * routed. Single-threaded.
 */
public final class ContactRequest {
    private static final int ALTERNATIVE_OCCASION = 1;
    private static final int ALTERNATIVE_INTENT = 2;
    private static final int ALTERNATIVE_CONFIDENCE = 3;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;
    private static final int SECONDS = 1;
    private static final int NANOS = 2;
    private static final long MS_PER_SECOND = 1_000;
    private static final long NANOS_PER_MS = 1_000_000;

    private final MessageBytes bytes = new MessageBytes();

    private ContactRequest(final String contactId) {
        bytes.string(RequestFields.CONTACT_ID, whole(contactId));
    }

    /** A contact by the host's own id, up to 128 bytes. */
    public static ContactRequest of(final String contactId) {
        return new ContactRequest(contactId);
    }

    /** VOICE, CHAT, MESSAGE, EMAIL, TASK or CALLBACK. */
    public ContactRequest channel(final String channel) {
        return string(RequestFields.CHANNEL, channel);
    }

    /** The number dialled or the flow entered. */
    public ContactRequest entryPoint(final String entryPoint) {
        return string(RequestFields.ENTRY_POINT, entryPoint);
    }

    /** A typed key such as {@code crm:7590-VHVEG}. */
    public ContactRequest customerKey(final String typedKey) {
        return string(RequestFields.CUSTOMER_KEY, typedKey);
    }

    /** One more typed key of the same customer, up to 4. */
    public ContactRequest alternateKey(final String typedKey) {
        return string(RequestFields.ALTERNATE_KEYS, typedKey);
    }

    /** The account's typed key. */
    public ContactRequest accountKey(final String typedKey) {
        return string(RequestFields.ACCOUNT_KEY, typedKey);
    }

    /** What the host believes the occasion to be, and how sure it is, 0 to 1. */
    public ContactRequest occasion(final String occasion, final double confidence) {
        bytes.fixed64(RequestFields.CONFIDENCE, Double.doubleToRawLongBits(confidence));
        return string(RequestFields.OCCASION, occasion);
    }

    /** What the host's language understanding heard, and how sure it is, 0 to 1. */
    public ContactRequest intent(final String intent, final double confidence) {
        bytes.fixed64(RequestFields.INTENT_CONFIDENCE, Double.doubleToRawLongBits(confidence));
        return string(RequestFields.INTENT, intent);
    }

    /** A runner-up of the host's classifier; up to 8, intents counted. */
    public ContactRequest alternative(final String occasion, final double confidence) {
        return alternative(ALTERNATIVE_OCCASION, occasion, confidence);
    }

    /** A runner-up of what the host's language understanding heard; up to 8, occasions counted. */
    public ContactRequest intentAlternative(final String intent, final double confidence) {
        return alternative(ALTERNATIVE_INTENT, intent, confidence);
    }

    private ContactRequest alternative(final int field, final String word, final double confidence) {
        bytes.message(
                RequestFields.ALTERNATIVES,
                new MessageBytes()
                        .string(field, whole(word))
                        .fixed64(ALTERNATIVE_CONFIDENCE, Double.doubleToRawLongBits(confidence))
                        .toBytes());
        return this;
    }

    /** INBOUND or OUTBOUND. */
    public ContactRequest direction(final String direction) {
        return string(RequestFields.DIRECTION, direction);
    }

    /** The platform whose name of the queue the response bytes shall hold. */
    public ContactRequest platform(final String platform) {
        return string(RequestFields.PLATFORM, platform);
    }

    /** Asks what would be decided: a {@link io.kairoute.router.decide.DecisionSink} is not told of it. */
    public ContactRequest dryRun() {
        bytes.number(RequestFields.DRY_RUN, 1);
        return this;
    }

    /** A BCP 47 language tag. */
    public ContactRequest language(final String tag) {
        return string(RequestFields.LANGUAGE, tag);
    }

    /** A region such as {@code AU-VIC}. */
    public ContactRequest region(final String region) {
        return string(RequestFields.REGION, region);
    }

    /** The product concerned. */
    public ContactRequest product(final String product) {
        return string(RequestFields.PRODUCT, product);
    }

    /** The device concerned. */
    public ContactRequest device(final String device) {
        return string(RequestFields.DEVICE, device);
    }

    /** When the contact came, milliseconds since 1970; the host's clock otherwise. */
    public ContactRequest at(final long epochMs) {
        bytes.message(
                RequestFields.TIMESTAMP,
                new MessageBytes()
                        .number(SECONDS, Math.floorDiv(epochMs, MS_PER_SECOND))
                        .number(NANOS, Math.floorMod(epochMs, MS_PER_SECOND) * NANOS_PER_MS)
                        .toBytes());
        return this;
    }

    /** How long the contact has waited, milliseconds; for whoever records decisions. */
    public ContactRequest waited(final long ms) {
        bytes.number(RequestFields.WAITED_MS, ms);
        return this;
    }

    /**
     * Which attempt this is, 1 for the first that comes again, and the id of the decision before it: the contact is decided by the
     * table of that decision while it is kept, where the table says {@code in_flight: pin}.
     */
    public ContactRequest retry(final int attempt, final String previousDecisionId) {
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt: " + attempt + " is below 0");
        }
        bytes.number(RequestFields.ATTEMPT, attempt);
        return string(RequestFields.PREVIOUS_DECISION_ID, previousDecisionId);
    }

    /** A name-value pair for rules, up to 16. */
    public ContactRequest label(final String name, final String value) {
        bytes.message(
                RequestFields.LABELS,
                new MessageBytes()
                        .string(ENTRY_KEY, whole(name))
                        .string(ENTRY_VALUE, whole(value))
                        .toBytes());
        return this;
    }

    private ContactRequest string(final int field, final String value) {
        bytes.string(field, whole(value));
        return this;
    }

    // Two texts with different halves would be one text in UTF-8.
    private static String whole(final String text) {
        Objects.requireNonNull(text, "the text of a field is null: leave the call out where there is none");
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException("a text holds half of a character at " + i);
            }
        }
        return text;
    }

    /** The contact as a RouteRequest message. */
    public byte[] toBytes() {
        return bytes.toBytes();
    }
}
