package io.kairoute.router.table;

import io.kairoute.router.decision.Band;
import io.kairoute.router.decision.SegmentSource;
import io.kairoute.router.signal.Channel;
import io.kairoute.router.signal.Direction;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a rule can ask about, apart from labels, calendars and time. */
public enum Attribute {
    /** The intent that the platform heard. */
    INTENT("intent"),
    /** The number dialled or flow entered. */
    ENTRY_POINT("entry_point"),
    /** VOICE, CHAT, MESSAGE, EMAIL, TASK or CALLBACK. */
    CHANNEL("channel", names(Channel.values())),
    /** INBOUND or OUTBOUND. */
    DIRECTION("direction", names(Direction.values())),
    /** A region; fits itself and all below it. */
    REGION("region"),
    /** The product concerned. */
    PRODUCT("product"),
    /** The device concerned. */
    DEVICE("device"),
    /** A language; fits itself and all below it. */
    LANGUAGE("language"),
    /** The winning occasion. */
    OCCASION("occasion"),
    /** CLEAR, AMBIGUOUS or NONE. */
    BAND("band", names(Band.values())),
    /** The tier. */
    TIER("tier"),
    /** The profile's sub-tier. */
    SUB_TIER("sub_tier"),
    /** The profile's lifecycle stage. */
    LIFECYCLE("lifecycle"),
    /** The profile's value band. */
    VALUE_BAND("value_band"),
    /** The profile's risks; one in common is enough. */
    RISK("risk"),
    /** The profile's churn band. */
    CHURN_BAND("churn_band"),
    /** The profile's health band. */
    HEALTH_BAND("health_band"),
    /** CUSTOMER, ALTERNATE, ACCOUNT, DEFAULT or CONSENT_OFF. */
    SEGMENT_SOURCE("segment_source", names(SegmentSource.values()));

    /** What a signal rule may ask about. */
    public static final Set<Attribute> OF_SIGNALS = Collections.unmodifiableSet(
            EnumSet.of(INTENT, ENTRY_POINT, CHANNEL, DIRECTION, REGION, PRODUCT, DEVICE, LANGUAGE));

    /** What a tuning rule may ask about. */
    public static final Set<Attribute> OF_TUNING = Collections.unmodifiableSet(EnumSet.of(
            OCCASION,
            BAND,
            TIER,
            SUB_TIER,
            LIFECYCLE,
            VALUE_BAND,
            RISK,
            CHURN_BAND,
            HEALTH_BAND,
            LANGUAGE,
            CHANNEL,
            REGION,
            PRODUCT,
            SEGMENT_SOURCE));

    /** What a profile says, beyond the tier; missing where no profile may be used. */
    public static final Set<Attribute> OF_PROFILES =
            Collections.unmodifiableSet(EnumSet.of(SUB_TIER, LIFECYCLE, VALUE_BAND, RISK, CHURN_BAND, HEALTH_BAND));

    /** Open vocabularies that a table may close under {@code values}. */
    public static final Set<Attribute> CLOSABLE = Collections.unmodifiableSet(EnumSet.of(
            INTENT,
            ENTRY_POINT,
            REGION,
            PRODUCT,
            DEVICE,
            SUB_TIER,
            LIFECYCLE,
            VALUE_BAND,
            RISK,
            CHURN_BAND,
            HEALTH_BAND));

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of or toList
    private final List<String> choices;

    Attribute(final String key) {
        this(key, List.of());
    }

    Attribute(final String key, final List<String> choices) {
        this.key = key;
        this.choices = choices;
    }

    private static List<String> names(final Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toList();
    }

    /** The spelling in tables. */
    public String key() {
        return key;
    }

    /** The only values there are, where the vocabulary is fixed; else empty. */
    public List<String> choices() {
        return choices;
    }

    /** Whether a value fits itself and all that begins with it and a hyphen. */
    public boolean isHierarchical() {
        return this == REGION || this == LANGUAGE;
    }

    /**
     * The spelling in which values of this attribute are compared: fixed vocabularies and regions in upper case,
     * language tags in lower case with hyphens, all else as it is. Letters beyond ASCII stay as they are, as on the
     * path of a request.
     */
    public String normalize(final String value) {
        if (this == LANGUAGE) {
            return map(value, 'A', 'Z', 'a' - 'A').replace('_', '-');
        }
        return this == REGION || !choices.isEmpty() ? map(value, 'a', 'z', 'A' - 'a') : value;
    }

    private static String map(final String value, final char first, final char last, final int shift) {
        final StringBuilder mapped = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            mapped.append(c >= first && c <= last ? (char) (c + shift) : c);
        }
        return mapped.toString();
    }
}
