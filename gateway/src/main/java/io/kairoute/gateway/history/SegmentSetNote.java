package io.kairoute.gateway.history;

import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.SegmentSetHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Spells what a segment set's ordinals mean, so that its profiles can be read when the set is long gone. */
final class SegmentSetNote {
    private SegmentSetNote() {}

    static byte[] toBytes(final SegmentSetHeader header) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(header.version());
            out.writeLong(header.sourceTimeMs());
            out.writeLong(header.customers());
            out.writeLong(header.keys());
            out.writeInt(header.words().size());
            for (final Map.Entry<ProfileAttribute, List<String>> attribute :
                    header.words().entrySet()) {
                out.writeUTF(attribute.getKey().name());
                out.writeInt(attribute.getValue().size());
                for (final String word : attribute.getValue()) {
                    out.writeUTF(word);
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static SegmentSetHeader parse(final byte[] bytes, final int offset) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, offset, bytes.length - offset))) {
            final String version = in.readUTF();
            final long sourceTimeMs = in.readLong();
            final long customers = in.readLong();
            final long keys = in.readLong();
            final Map<ProfileAttribute, List<String>> words = new EnumMap<>(ProfileAttribute.class);
            final int attributes = in.readInt();
            for (int i = 0; i < attributes; i++) {
                final ProfileAttribute attribute = ProfileAttribute.valueOf(in.readUTF());
                final int count = in.readInt();
                final List<String> list = new ArrayList<>();
                for (int j = 0; j < count; j++) {
                    list.add(in.readUTF());
                }
                words.put(attribute, List.copyOf(list));
            }
            return new SegmentSetHeader(version, sourceTimeMs, customers, keys, words);
        } catch (final IllegalArgumentException e) {
            throw new IOException("a segment set's note cannot be read", e);
        }
    }
}
