package io.kairoute.router.store;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.SegmentSetHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What one stored segment set says about itself and about the file that holds its profiles.
 *
 * <p>Stored as a magic number, a format number, the fields in the order of this record, and a CRC32C of all that.
 * Immutable.
 *
 * @param number counts the tenant's sets, from 1
 * @param header what routing needs to know of the set
 * @param importedAtMs when it was loaded, milliseconds since 1970
 * @param keyCheckLow first half of a fixed text's hash under the secret that the keys were hashed with
 * @param keyCheckHigh second half of it
 * @param seal what the file that holds its profiles looks like
 */
public record SegmentSetManifest(
        int number, SegmentSetHeader header, long importedAtMs, long keyCheckLow, long keyCheckHigh, FileSeal seal) {

    /** The version of the format that this code writes, and the newest that it reads. */
    public static final int FORMAT = 1;

    private static final int MAGIC = 0x4B52_5345; // KRSE
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final byte[] KEY_CHECK_TEXT = "kairoute key check".getBytes(StandardCharsets.US_ASCII);

    /** The hash by which a set knows the secret that it was loaded under. */
    static SegmentKey keyCheck(final KeyHasher hasher) {
        final SegmentKey check = new SegmentKey();
        hasher.hash(KEY_CHECK_TEXT, 0, KEY_CHECK_TEXT.length, check);
        return check;
    }

    /** Whether the set was loaded under the same secret. */
    public boolean fits(final KeyHasher hasher) {
        final SegmentKey check = keyCheck(hasher);
        return check.low() == keyCheckLow && check.high() == keyCheckHigh;
    }

    /** The same set with fewer customers and keys, in a file that looks like this. */
    SegmentSetManifest without(final int customers, final int keys, final FileSeal after) {
        return new SegmentSetManifest(
                number,
                new SegmentSetHeader(
                        header.version(),
                        header.sourceTimeMs(),
                        header.customers() - customers,
                        header.keys() - keys,
                        header.words()),
                importedAtMs,
                keyCheckLow,
                keyCheckHigh,
                after);
    }

    byte[] toBytes() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(FORMAT);
            out.writeInt(number);
            out.writeUTF(header.version());
            out.writeLong(header.sourceTimeMs());
            out.writeLong(header.customers());
            out.writeLong(header.keys());
            out.writeInt(header.words().size());
            for (final Map.Entry<ProfileAttribute, List<String>> words :
                    header.words().entrySet()) {
                out.writeUTF(words.getKey().key());
                out.writeInt(words.getValue().size());
                for (final String word : words.getValue()) {
                    out.writeUTF(word);
                }
            }
            out.writeLong(importedAtMs);
            out.writeLong(keyCheckLow);
            out.writeLong(keyCheckHigh);
            seal.write(out);
            out.writeInt(crc(bytes.toByteArray(), bytes.size()));
        } catch (final IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a manifest.
     *
     * @throws StoreException when it is missing, damaged, foreign or of a newer format
     */
    static SegmentSetManifest read(final Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw StoreException.refused(file + " is too long to be a segment set's manifest");
            }
            final byte[] bytes = Files.readAllBytes(file);
            final ByteBuffer view = ByteBuffer.wrap(bytes);
            if (bytes.length < 3 * Integer.BYTES || view.getInt(0) != MAGIC) {
                throw StoreException.refused(file + " is not a segment set's manifest");
            }
            if (view.getInt(Integer.BYTES) > FORMAT) {
                throw StoreException.refused(file + " has format " + view.getInt(Integer.BYTES)
                        + ", this version reads up to " + FORMAT
                        + ": use the version that wrote it, or a newer one, or import the set again");
            }
            final int crcOffset = bytes.length - Integer.BYTES;
            if (view.getInt(crcOffset) != crc(bytes, crcOffset)) {
                throw StoreException.refused(file + " is damaged, its checksum does not fit");
            }
            return parse(bytes);
        } catch (final IOException e) {
            throw StoreException.io("read the manifest", file, e);
        }
    }

    private static SegmentSetManifest parse(final byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            in.readInt();
            in.readInt();
            final int number = in.readInt();
            final String version = in.readUTF();
            final long sourceTimeMs = in.readLong();
            final long customers = in.readLong();
            final long keys = in.readLong();
            final Map<ProfileAttribute, List<String>> words = new EnumMap<>(ProfileAttribute.class);
            for (int left = in.readInt(); left > 0; left--) {
                final ProfileAttribute attribute = attribute(in.readUTF());
                final List<String> ofAttribute = new ArrayList<>();
                for (int wordsLeft = in.readInt(); wordsLeft > 0; wordsLeft--) {
                    ofAttribute.add(in.readUTF());
                }
                words.put(attribute, List.copyOf(ofAttribute));
            }
            return new SegmentSetManifest(
                    number,
                    new SegmentSetHeader(version, sourceTimeMs, customers, keys, words),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    FileSeal.read(in));
        }
    }

    private static ProfileAttribute attribute(final String key) throws IOException {
        for (final ProfileAttribute attribute : ProfileAttribute.values()) {
            if (attribute.key().equals(key)) {
                return attribute;
            }
        }
        throw new IOException("it names an attribute that this version does not know, " + key);
    }

    /** CRC32C of the first bytes. */
    static int crc(final byte[] bytes, final int length) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
