package io.kairoute.router.signal;

import io.kairoute.router.Limits;
import io.kairoute.router.clock.ZoneOffsets;
import io.kairoute.router.codec.RequestAlternatives;
import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decision.BasisPoints;
import io.kairoute.router.decision.Flag;

/**
 * What one request tells, normalized once: confidences as whole basis points, one {@code now}, text in its normal form,
 * keys that lack a type left out, and a flag for everything that was odd.
 *
 * <p>Thread-confined: owned by its router. It views the request until the next {@link #read}.
 */
public final class Signals {
    private static final ShortNames CHANNEL_NAMES = ShortNames.of(Channel.values());
    private static final ShortNames DIRECTION_NAMES = ShortNames.of(Direction.values());
    private static final long MS_PER_SECOND = 1_000;
    private static final int NANOS_PER_MS = 1_000_000;
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private final RouteRequestFlyweight request;
    private final boolean trustsClientTimestamps;
    private final NormalizedText region = new NormalizedText();
    private final NormalizedText language = new NormalizedText();
    private final int[] alternativeBp = new int[Limits.ALTERNATIVES];
    private final boolean[] alternateKeys = new boolean[Limits.ALTERNATE_KEYS];

    private long nowMs;
    private int flags;
    private int hintBp;
    private int intentBp;
    private int channel;
    private int direction;
    private boolean customerKey;
    private boolean accountKey;
    private boolean anyKey;

    /**
     * Makes a reader.
     *
     * @param request what it reads from
     * @param trustsClientTimestamps whether a request's timestamp counts as now
     */
    public Signals(final RouteRequestFlyweight request, final boolean trustsClientTimestamps) {
        this.request = request;
        this.trustsClientTimestamps = trustsClientTimestamps;
    }

    /**
     * Reads the request as it is now.
     *
     * @param serverNowMs the server's clock on arrival
     */
    public void read(final long serverNowMs) {
        flags = 0;
        readNow(serverNowMs);
        readKeys();
        readConfidences();
        readChannel();
        direction = readName(DIRECTION_NAMES, RequestFields.DIRECTION);
        readRegion();
        readLanguage();
    }

    private void readNow(final long serverNowMs) {
        nowMs = serverNowMs;
        if (!request.hasTimestamp()) {
            return;
        }
        final long seconds = request.timestampSeconds();
        final int nanos = request.timestampNanos();
        if (trustsClientTimestamps
                && seconds >= ZoneOffsets.FROM_MS / MS_PER_SECOND
                && seconds < ZoneOffsets.UNTIL_MS / MS_PER_SECOND
                && nanos >= 0
                && nanos < NANOS_PER_SECOND) {
            nowMs = seconds * MS_PER_SECOND + nanos / NANOS_PER_MS;
        } else {
            flags |= Flag.TIMESTAMP_IGNORED.bit();
        }
    }

    private void readKeys() {
        customerKey = isTyped(request.offset(RequestFields.CUSTOMER_KEY), request.length(RequestFields.CUSTOMER_KEY));
        accountKey = isTyped(request.offset(RequestFields.ACCOUNT_KEY), request.length(RequestFields.ACCOUNT_KEY));
        anyKey = customerKey || accountKey;
        for (int i = 0; i < request.alternateKeyCount(); i++) {
            alternateKeys[i] = isTyped(request.alternateKeyOffset(i), request.alternateKeyLength(i));
            anyKey |= alternateKeys[i];
        }
    }

    private boolean isTyped(final int offset, final int length) {
        if (length == 0) {
            return false;
        }
        final int colon = AsciiWord.indexOf(':', request.bytes(), offset, length - 1);
        if (colon > 0) {
            return true;
        }
        flags |= Flag.KEY_UNTYPED.bit();
        return false;
    }

    private void readConfidences() {
        hintBp = 0;
        if (request.length(RequestFields.OCCASION) > 0) {
            hintBp = toBp(request.confidence());
        }
        intentBp = 0;
        if (request.length(RequestFields.INTENT) > 0) {
            intentBp = toBp(request.intentConfidence());
        }
        final RequestAlternatives alternatives = request.alternatives();
        for (int i = 0; i < alternatives.count(); i++) {
            if (alternatives.occasionLength(i) > 0 || alternatives.intentLength(i) > 0) {
                alternativeBp[i] = toBp(alternatives.confidence(i));
            }
        }
    }

    private int toBp(final double confidence) {
        if (!BasisPoints.isInRange(confidence)) {
            flags |= Flag.CONFIDENCE_RANGE.bit();
        }
        return BasisPoints.of(confidence);
    }

    private int readName(final ShortNames names, final int field) {
        return names.find(request.bytes(), request.offset(field), request.length(field));
    }

    private void readChannel() {
        channel = readName(CHANNEL_NAMES, RequestFields.CHANNEL);
        if (channel == ShortNames.MISSING && request.length(RequestFields.CHANNEL) > 0) {
            flags |= Flag.CHANNEL_UNKNOWN.bit();
        }
    }

    private void readRegion() {
        if (!region.region(
                request.bytes(), request.offset(RequestFields.REGION), request.length(RequestFields.REGION))) {
            flags |= Flag.REGION_CUT.bit();
        }
    }

    private void readLanguage() {
        final int length = request.length(RequestFields.LANGUAGE);
        if (length == 0) {
            language.clear();
        } else if (!language.language(request.bytes(), request.offset(RequestFields.LANGUAGE), length)) {
            flags |= Flag.LANGUAGE_INVALID.bit();
        }
    }

    /** The request as it came. */
    public RouteRequestFlyweight request() {
        return request;
    }

    /** The bytes of the request's strings. */
    public byte[] bytes() {
        return request.bytes();
    }

    /** The one instant of this decision, milliseconds since 1970. */
    public long nowMs() {
        return nowMs;
    }

    /** What was odd, as bits of {@link Flag}. */
    public int flags() {
        return flags;
    }

    /** The hint's confidence in basis points. */
    public int hintBp() {
        return hintBp;
    }

    /** The intent's confidence in basis points. */
    public int intentBp() {
        return intentBp;
    }

    /** An alternative's confidence in basis points. */
    public int alternativeBp(final int index) {
        return alternativeBp[index];
    }

    /** The ordinal of the {@link Channel}, or -1. */
    public int channel() {
        return channel;
    }

    /** The ordinal of the {@link Direction}, or -1. */
    public int direction() {
        return direction;
    }

    /** The region in its normal form. */
    public NormalizedText region() {
        return region;
    }

    /** The language in its normal form; absent when it is no language tag. */
    public NormalizedText language() {
        return language;
    }

    /** Whether there is a customer key with a type. */
    public boolean hasCustomerKey() {
        return customerKey;
    }

    /** Whether a request's timestamp counts as now. */
    public boolean trustsClientTimestamps() {
        return trustsClientTimestamps;
    }

    /** Whether an alternate key has a type. */
    public boolean hasAlternateKey(final int index) {
        return alternateKeys[index];
    }

    /** Whether there is an account key with a type. */
    public boolean hasAccountKey() {
        return accountKey;
    }

    /** Whether there is any key with a type. */
    public boolean hasAnyKey() {
        return anyKey;
    }
}
