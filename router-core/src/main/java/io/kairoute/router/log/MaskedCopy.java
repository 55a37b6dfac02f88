package io.kairoute.router.log;

import io.kairoute.router.Limits;
import io.kairoute.router.codec.MaskedRequest;
import io.kairoute.router.codec.ProtoReader;
import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decide.Contact;

/**
 * Copies a contact's request with every key masked, in two steps: how long the copy will be, which stands in a record before it,
 * then the copy.
 *
 * <p>The request was read already, so it is known where the keys are; what is between them is copied as it is. A request that says
 * something twice, or writes a tag or a length longer than need be, is walked field by field by {@link MaskedRequest}, which
 * gives the same bytes. Thread-confined: owned by its recorder. Allocates nothing.
 */
final class MaskedCopy {
    private static final int MOST_KEYS = Limits.ALTERNATE_KEYS + 2;

    private final MaskedRequest masked = new MaskedRequest();
    private final byte[] walked = new byte[MaskedRequest.mostBytes(Limits.REQUEST_BYTES)];
    // The keys that are not empty, in the order in which they lie in the message.
    private final int[] offsets = new int[MOST_KEYS];
    private final int[] lengths = new int[MOST_KEYS];
    private final boolean[] areTyped = new boolean[MOST_KEYS];
    private int keys;
    // Where the customer key starts; 0, where no key can, when it is empty.
    private int customerOffset;
    private boolean isWalked;
    private int length;

    /** The bytes of a copy; {@link #write} writes it then. */
    int measure(final Contact contact) {
        isWalked = !findKeys(contact);
        if (isWalked) {
            final RouteRequestFlyweight request = contact.request;
            length = masked.copy(
                    request.bytes(),
                    request.start(),
                    request.messageLength(),
                    contact.snapshot().hasher(),
                    walked,
                    0);
        } else {
            length = contact.request.messageLength();
            for (int i = 0; i < keys; i++) {
                length += maskedLength(i) - lengths[i];
            }
        }
        return length;
    }

    private int maskedLength(final int index) {
        return areTyped[index] ? MaskedRequest.MASK_BYTES : MaskedRequest.UNTYPED_BYTES;
    }

    private boolean findKeys(final Contact contact) {
        final RouteRequestFlyweight request = contact.request;
        keys = 0;
        customerOffset = request.offset(RequestFields.CUSTOMER_KEY);
        boolean arePlain = !request.hasRepeated()
                && addKey(RequestFields.CUSTOMER_KEY, contact.signals.hasCustomerKey(), request)
                && addKey(RequestFields.ACCOUNT_KEY, contact.signals.hasAccountKey(), request);
        for (int i = 0; arePlain && i < request.alternateKeyCount(); i++) {
            arePlain = addKey(
                    RequestFields.ALTERNATE_KEYS,
                    request.alternateKeyOffset(i),
                    request.alternateKeyLength(i),
                    contact.signals.hasAlternateKey(i),
                    request.bytes());
        }
        return arePlain;
    }

    private boolean addKey(final int field, final boolean isTyped, final RouteRequestFlyweight request) {
        return addKey(field, request.offset(field), request.length(field), isTyped, request.bytes());
    }

    /** Adds a key in its place; false where its tag or its length takes more than the one byte that it needs. */
    private boolean addKey(
            final int field, final int offset, final int keyLength, final boolean isTyped, final byte[] bytes) {
        if (keyLength == 0) {
            return true;
        }
        if (keyLength >= ProtoReader.CONTINUE
                || bytes[offset - 1] != keyLength
                || bytes[offset - 2] != ProtoReader.tagOf(field, ProtoReader.WIRE_BYTES)) {
            return false;
        }
        int place = keys++;
        for (; place > 0 && offsets[place - 1] > offset; place--) {
            offsets[place] = offsets[place - 1];
            lengths[place] = lengths[place - 1];
            areTyped[place] = areTyped[place - 1];
        }
        offsets[place] = offset;
        lengths[place] = keyLength;
        areTyped[place] = isTyped;
        return true;
    }

    /**
     * Writes the copy that was measured.
     *
     * @return where it ends
     */
    int write(final Contact contact, final byte[] to, final int offset) {
        if (isWalked) {
            System.arraycopy(walked, 0, to, offset, length);
            return offset + length;
        }
        final RouteRequestFlyweight request = contact.request;
        final byte[] bytes = request.bytes();
        int from = request.start();
        int end = offset;
        for (int i = 0; i < keys; i++) {
            final int before = offsets[i] - 1 - from;
            System.arraycopy(bytes, from, to, end, before);
            end += before;
            to[end++] = (byte) maskedLength(i);
            mask(i, contact, to, end);
            end += maskedLength(i);
            from = offsets[i] + lengths[i];
        }
        final int rest = request.start() + request.messageLength() - from;
        System.arraycopy(bytes, from, to, end, rest);
        return end + rest;
    }

    private void mask(final int index, final Contact contact, final byte[] to, final int offset) {
        if (!areTyped[index]) {
            to[offset] = MaskedRequest.UNTYPED;
        } else if (offsets[index] == customerOffset && contact.isCustomerKeyHashed()) {
            MaskedRequest.put(contact.customerKey, to, offset);
        } else {
            masked.mask(
                    contact.request.bytes(),
                    offsets[index],
                    lengths[index],
                    contact.snapshot().hasher(),
                    to,
                    offset);
        }
    }
}
