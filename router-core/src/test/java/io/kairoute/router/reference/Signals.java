package io.kairoute.router.reference;

import com.google.protobuf.Timestamp;
import io.kairoute.router.Limits;
import io.kairoute.router.table.Attribute;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one request tells, cleaned on entry: what is empty, unknown or invalid is absent, and absent is {@code ""} or
 * missing from a map.
 *
 * @param nowMs the one clock of the decision
 * @param customerKeys the customer's usable keys, in the order of the search
 * @param accountKey the usable account key
 * @param hint the occasion that the platform believes in
 * @param attributes what rules may ask about, apart from labels
 */
record Signals(
        long nowMs,
        List<CustomerKey> customerKeys,
        String accountKey,
        String contactId,
        String hint,
        int hintBp,
        int intentBp,
        List<RunnerUp> alternatives,
        Map<Attribute, String> attributes,
        Map<String, String> labels) {

    private static final Set<String> CHANNELS = Set.of("VOICE", "CHAT", "MESSAGE", "EMAIL", "TASK", "CALLBACK");
    private static final Set<String> DIRECTIONS = Set.of("INBOUND", "OUTBOUND");
    private static final long SECONDS_TO_2101 = 4_133_980_800L;

    /** One usable key, with what finding a profile under it is called. */
    record CustomerKey(String key, SegmentSource source) {}

    /** One runner-up of the platform's classifier. */
    record RunnerUp(String occasion, String intent, int confidenceBp) {}

    /** Reads a request. */
    static Signals of(
            final RouteRequest request,
            final long serverClockMs,
            final boolean trustClientTimestamps,
            final Findings findings) {
        return new Signals(
                now(request, serverClockMs, trustClientTimestamps, findings),
                customerKeys(request, findings),
                usableKey(request.getAccountKey(), findings),
                request.getContactId(),
                request.getOccasion(),
                confidence(
                        !request.getOccasion().isEmpty(), request.hasConfidence(), request.getConfidence(), findings),
                confidence(
                        !request.getIntent().isEmpty(),
                        request.hasIntentConfidence(),
                        request.getIntentConfidence(),
                        findings),
                alternatives(request, findings),
                attributes(request, findings),
                labels(request));
    }

    /** The value of one attribute, or {@code ""}. */
    String attribute(final Attribute attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    private static long now(
            final RouteRequest request, final long serverClockMs, final boolean trusted, final Findings findings) {
        if (!request.hasTimestamp()) {
            return serverClockMs;
        }
        final Timestamp sent = request.getTimestamp();
        final boolean possible = sent.getSeconds() >= 0
                && sent.getSeconds() < SECONDS_TO_2101
                && sent.getNanos() >= 0
                && sent.getNanos() < 1_000_000_000;
        if (!possible || !trusted) {
            findings.flags.add(Flag.TIMESTAMP_IGNORED);
            return serverClockMs;
        }
        findings.took(Branch.NOW_FROM_REQUEST);
        return sent.getSeconds() * 1_000 + sent.getNanos() / 1_000_000;
    }

    private static List<CustomerKey> customerKeys(final RouteRequest request, final Findings findings) {
        final List<CustomerKey> keys = new ArrayList<>();
        keys.add(new CustomerKey(usableKey(request.getCustomerKey(), findings), SegmentSource.CUSTOMER));
        for (final String alternate : request.getAlternateKeysList()) {
            keys.add(new CustomerKey(usableKey(alternate, findings), SegmentSource.ALTERNATE));
        }
        keys.removeIf(key -> key.key().isEmpty());
        return keys;
    }

    private static String usableKey(final String key, final Findings findings) {
        if (key.isEmpty()) {
            return "";
        }
        final int colon = key.indexOf(':');
        final boolean typed = colon > 0 && colon < key.length() - 1;
        if (!typed) {
            findings.flags.add(Flag.KEY_UNTYPED);
            return "";
        }
        return key;
    }

    /** A confidence counts only where the thing that it belongs to was sent; not sent, it is 1. */
    private static int confidence(
            final boolean relevant, final boolean sent, final double confidence, final Findings findings) {
        return relevant && sent ? BasisPoints.of(confidence, findings) : BasisPoints.ONE;
    }

    private static List<RunnerUp> alternatives(final RouteRequest request, final Findings findings) {
        final List<RunnerUp> alternatives = new ArrayList<>();
        for (final Alternative sent : request.getAlternativesList()) {
            final boolean relevant =
                    !sent.getOccasion().isEmpty() || !sent.getIntent().isEmpty();
            final int confidenceBp = confidence(relevant, sent.hasConfidence(), sent.getConfidence(), findings);
            alternatives.add(new RunnerUp(sent.getOccasion(), sent.getIntent(), confidenceBp));
        }
        return alternatives;
    }

    private static Map<Attribute, String> attributes(final RouteRequest request, final Findings findings) {
        final Map<Attribute, String> attributes = new EnumMap<>(Attribute.class);
        attributes.put(Attribute.INTENT, request.getIntent());
        attributes.put(Attribute.ENTRY_POINT, request.getEntryPoint());
        attributes.put(Attribute.CHANNEL, channel(request.getChannel(), findings));
        attributes.put(Attribute.DIRECTION, oneOf(DIRECTIONS, upperCase(request.getDirection())));
        attributes.put(Attribute.REGION, region(request.getRegion(), findings));
        attributes.put(Attribute.PRODUCT, request.getProduct());
        attributes.put(Attribute.DEVICE, request.getDevice());
        attributes.put(Attribute.LANGUAGE, language(request.getLanguage(), findings));
        attributes.values().removeIf(String::isEmpty);
        return attributes;
    }

    private static String channel(final String channel, final Findings findings) {
        final String known = oneOf(CHANNELS, upperCase(channel));
        if (known.isEmpty() && !channel.isEmpty()) {
            findings.flags.add(Flag.CHANNEL_UNKNOWN);
        }
        return known;
    }

    private static String oneOf(final Set<String> known, final String word) {
        return known.contains(word) ? word : "";
    }

    private static String region(final String region, final Findings findings) {
        final String[] levels = upperCase(region).split("-", -1);
        if (levels.length > Limits.REGION_LEVELS) {
            findings.flags.add(Flag.REGION_CUT);
        }
        return Arrays.stream(levels).limit(Limits.REGION_LEVELS).collect(Collectors.joining("-"));
    }

    private static String language(final String tag, final Findings findings) {
        if (tag.isEmpty()) {
            return "";
        }
        if (!LanguageTag.isValid(tag)) {
            findings.flags.add(Flag.LANGUAGE_INVALID);
            return "";
        }
        return LanguageTag.normalize(tag);
    }

    private static Map<String, String> labels(final RouteRequest request) {
        final Map<String, String> labels = new LinkedHashMap<>(request.getLabelsMap());
        labels.values().removeIf(String::isEmpty);
        return labels;
    }

    /** Upper case of ASCII letters only, whatever the locale. */
    private static String upperCase(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] >= 'a' && bytes[i] <= 'z') {
                bytes[i] = (byte) (bytes[i] - 'a' + 'A');
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
