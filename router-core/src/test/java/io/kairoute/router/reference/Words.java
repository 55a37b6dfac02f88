package io.kairoute.router.reference;

import io.kairoute.router.Limits;
import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.Attribute;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The words that generated tables, profiles, live states and requests have in common, so that they meet. */
final class Words {
    static final List<String> INTENTS = List.of(
            "no_internet",
            "slow_internet",
            "bill_too_high",
            "cancel",
            "move_home",
            "störung",
            "停电",
            "fraud",
            "roaming");
    static final List<String> ENTRY_POINTS =
            List.of("+611300000001", "+611300000002", "flow:main", "flow:Störung", "sip:a@b");
    static final List<String> CHANNELS = List.of("VOICE", "CHAT", "MESSAGE", "EMAIL", "TASK", "CALLBACK");
    static final List<String> DIRECTIONS = List.of("INBOUND", "OUTBOUND");
    static final List<String> REGIONS = List.of(
            "AU", "AU-VIC", "AU-VIC-3000", "AU-NSW", "NZ", "NZ-AUK", "DE-KÖL", "A-B-C-D-E-F-G", "A-B-C-D-E-F-G-H");
    static final List<String> PRODUCTS = List.of("fibre", "mobile", "tv", "Fibre", "光");
    static final List<String> DEVICES = List.of("router-x", "handset", "set-top", "modem");
    static final List<String> LANGUAGES =
            List.of("en", "en-au", "es", "zh", "zh-hant", "zh-hant-tw", "de", "de-ch-1996", "en-x-twain");
    static final List<String> LABEL_NAMES = List.of("campaign", "vip", "Wunsch-für", "a.b/c");
    static final List<String> LABEL_VALUES = List.of("yes", "no", "spring", "größe", "1");
    static final List<String> TIERS =
            List.of("platinum", "gold", "silver", "bronze", "standard", "new", "dormant", "trial", "partner");
    static final List<String> SUB_TIERS = List.of("gold-1", "gold-2", "early", "überfällig");
    static final List<String> LIFECYCLES = List.of("new", "active", "leaving", "won_back");
    static final List<String> VALUE_BANDS = List.of("high", "middle", "low");
    static final List<String> CHURN_BANDS = List.of("likely", "open", "unlikely");
    static final List<String> HEALTH_BANDS = List.of("red", "amber", "green");
    static final List<String> RISKS =
            List.of("fraud_watch", "vulnerable", "hardship", "legal_hold", "gefährdet", "complaint");
    static final List<String> AGENTS = List.of("agent-17", "sip:anna@acd.example", "Zoë");
    static final List<String> PLATFORMS = List.of("connect", "twilio", "sip");
    static final List<String> SCRIPT_TAGS =
            List.of("en", "en-AU", "es", "zh", "zh-Hant", "de-CH", "pt_BR", "EN-x-Twain");
    static final List<String> BANDS = List.of("CLEAR", "AMBIGUOUS", "NONE");
    static final List<String> SEGMENT_SOURCES = List.of("CUSTOMER", "ALTERNATE", "ACCOUNT", "DEFAULT", "CONSENT_OFF");
    static final List<String> MESSAGES = List.of("known-outage", "long-wait", "closed-now", "wir sind für Sie da");
    static final List<String> OPERATORS = List.of("eq", "ne", "lt", "le", "gt", "ge");
    static final List<DayOfWeek> DAYS = List.of(DayOfWeek.values());
    static final List<TreatmentField> FIELDS = List.of(TreatmentField.values());

    /** Zones whose clocks jump by an hour, by half an hour, by two, at midnight, or never. */
    static final List<ZoneId> ZONES = Stream.of(
                    "UTC",
                    "Australia/Melbourne",
                    "Australia/Lord_Howe",
                    "Europe/Berlin",
                    "Europe/Dublin",
                    "America/New_York",
                    "America/Havana",
                    "Africa/Cairo",
                    "Asia/Beirut",
                    "Africa/Casablanca",
                    "Antarctica/Troll",
                    "Pacific/Chatham",
                    "Pacific/Apia",
                    "Asia/Kathmandu")
            .map(ZoneId::of)
            .toList();

    /** What a signal rule can ask about, apart from labels, calendars and time. */
    static final List<Attribute> SIGNAL_ATTRIBUTES = List.of(
            Attribute.INTENT,
            Attribute.ENTRY_POINT,
            Attribute.CHANNEL,
            Attribute.DIRECTION,
            Attribute.REGION,
            Attribute.PRODUCT,
            Attribute.DEVICE,
            Attribute.LANGUAGE);

    /** What a tuning rule can ask about, apart from labels, calendars and time. */
    static final List<Attribute> TUNING_ATTRIBUTES = List.of(
            Attribute.OCCASION,
            Attribute.BAND,
            Attribute.TIER,
            Attribute.SUB_TIER,
            Attribute.LIFECYCLE,
            Attribute.VALUE_BAND,
            Attribute.RISK,
            Attribute.CHURN_BAND,
            Attribute.HEALTH_BAND,
            Attribute.LANGUAGE,
            Attribute.CHANNEL,
            Attribute.REGION,
            Attribute.PRODUCT,
            Attribute.SEGMENT_SOURCE);

    /** The attributes whose vocabulary a table may close. */
    static final List<Attribute> CLOSABLE = List.of(
            Attribute.INTENT,
            Attribute.REGION,
            Attribute.PRODUCT,
            Attribute.DEVICE,
            Attribute.ENTRY_POINT,
            Attribute.VALUE_BAND,
            Attribute.CHURN_BAND,
            Attribute.HEALTH_BAND,
            Attribute.RISK);

    private static final List<String> MOST_RISKS =
            IntStream.range(0, Limits.PROFILE_VALUES).mapToObj(i -> "risk-" + i).toList();

    private static final Map<Attribute, List<String>> BY_ATTRIBUTE = Map.ofEntries(
            Map.entry(Attribute.INTENT, INTENTS),
            Map.entry(Attribute.ENTRY_POINT, ENTRY_POINTS),
            Map.entry(Attribute.CHANNEL, CHANNELS),
            Map.entry(Attribute.DIRECTION, DIRECTIONS),
            Map.entry(Attribute.REGION, REGIONS),
            Map.entry(Attribute.PRODUCT, PRODUCTS),
            Map.entry(Attribute.DEVICE, DEVICES),
            Map.entry(Attribute.LANGUAGE, LANGUAGES),
            Map.entry(Attribute.BAND, BANDS),
            Map.entry(Attribute.SUB_TIER, SUB_TIERS),
            Map.entry(Attribute.LIFECYCLE, LIFECYCLES),
            Map.entry(Attribute.VALUE_BAND, VALUE_BANDS),
            Map.entry(Attribute.RISK, RISKS),
            Map.entry(Attribute.CHURN_BAND, CHURN_BANDS),
            Map.entry(Attribute.HEALTH_BAND, HEALTH_BANDS),
            Map.entry(Attribute.SEGMENT_SOURCE, SEGMENT_SOURCES));

    private Words() {}

    /** The risks that customers of one set can have. */
    static List<String> risks(final Scale scale) {
        return scale == Scale.LIMITS ? MOST_RISKS : RISKS;
    }

    /** The words of an attribute whose words no table defines. */
    static List<String> of(final Attribute attribute) {
        return BY_ATTRIBUTE.getOrDefault(attribute, List.of());
    }
}
