package io.kairoute.router.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fields of one whole message, in the order in which they stand. Cold: it allocates. Immutable. */
public final class MessageFields {
    private final byte[] bytes;
    private final List<Field> fields = new ArrayList<>();

    // A number, or where bytes stand in the message.
    private record Field(int number, long value, int offset, int length) {}

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException when it is none
     */
    public MessageFields(final byte[] message) {
        bytes = message.clone();
        final ProtoReader reader = new ProtoReader().wrap(bytes, 0, bytes.length);
        while (reader.hasNext()) {
            read(reader, reader.readTag());
        }
        if (reader.isMalformed()) {
            throw new IllegalArgumentException("no message: bytes=" + bytes.length);
        }
    }

    private void read(final ProtoReader reader, final int tag) {
        final int number = ProtoReader.fieldOf(tag);
        switch (ProtoReader.wireTypeOf(tag)) {
            case ProtoReader.WIRE_VARINT -> fields.add(new Field(number, reader.readVarint(), 0, 0));
            case ProtoReader.WIRE_BYTES -> {
                final int length = reader.readLength();
                fields.add(new Field(number, 0, reader.position(), length));
                reader.advance(length);
            }
            default -> reader.skip(ProtoReader.wireTypeOf(tag));
        }
    }

    /** Whether a field is there. */
    public boolean has(final int field) {
        for (final Field each : fields) {
            if (each.number == field) {
                return true;
            }
        }
        return false;
    }

    /** A number; 0 where the field is absent. */
    public long number(final int field) {
        long value = 0;
        for (final Field each : fields) {
            value = each.number == field ? each.value : value;
        }
        return value;
    }

    /** A text; empty where the field is absent. */
    public String text(final int field) {
        final List<String> texts = texts(field);
        return texts.isEmpty() ? "" : texts.get(texts.size() - 1);
    }

    /** Every text of a field. */
    public List<String> texts(final int field) {
        final List<String> texts = new ArrayList<>();
        for (final Field each : fields) {
            if (each.number == field) {
                texts.add(new String(bytes, each.offset, each.length, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    /** Every message of a field. */
    public List<MessageFields> messages(final int field) {
        final List<MessageFields> messages = new ArrayList<>();
        for (final Field each : fields) {
            if (each.number == field) {
                messages.add(new MessageFields(Arrays.copyOfRange(bytes, each.offset, each.offset + each.length)));
            }
        }
        return messages;
    }

    /** The message. */
    public byte[] toBytes() {
        return bytes.clone();
    }
}
