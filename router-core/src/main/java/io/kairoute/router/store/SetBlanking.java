package io.kairoute.router.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a few bytes of a loaded set anew, so that a kill at any moment leaves the set as it was or as it shall be.
 *
 * <p>What shall be written goes first into a file of its own, {@code blanking}, together with the manifest that fits the set
 * afterwards: forced, and under its name only when it is whole. Then the bytes are written and forced, the manifest is put in
 * place, the file removed. Whoever opens a set that has such a file does all of that again, which changes nothing twice. The
 * places of bytes that were blanked tell nobody's key.
 */
final class SetBlanking {
    /** What shall be written; there only while it may not be written yet. */
    static final String FILE = "blanking";

    private static final int MAGIC = 0x4B52_424C; // KRBL
    private static final int FORMAT = 1;

    private SetBlanking() {}

    /** Writes patches and the manifest that fits afterwards. */
    static void run(final Path directory, final List<FilePatch> patches, final byte[] manifest) throws IOException {
        DurableFiles.write(directory.resolve(FILE), toBytes(patches, manifest));
        finish(directory);
    }

    /** Finishes what a killed owner began; does nothing where nothing was begun. */
    static void finish(final Path directory) throws IOException {
        final Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return;
        }
        final byte[] bytes = Files.readAllBytes(file);
        final ByteBuffer view = ByteBuffer.wrap(bytes);
        final int crcOffset = bytes.length - Integer.BYTES;
        final boolean isSound = crcOffset >= 3 * Integer.BYTES
                && view.getInt(0) == MAGIC
                && view.getInt(crcOffset) == SegmentSetManifest.crc(bytes, crcOffset);
        if (isSound && view.getInt(Integer.BYTES) > FORMAT) {
            throw StoreException.refused(file + " has format " + view.getInt(Integer.BYTES)
                    + ", this version reads up to " + FORMAT + ": use the version that wrote it, or a newer one");
        }
        if (!isSound || view.getInt(Integer.BYTES) < 1) {
            throw StoreException.refused(
                    file + " is damaged, so that an erasure cannot be finished: import the segments"
                            + " again, and erase the customer again");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, crcOffset))) {
            in.readInt();
            in.readInt();
            final List<FilePatch> patches = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                final long at = in.readLong();
                patches.add(new FilePatch(at, in.readNBytes(in.readInt())));
            }
            final byte[] manifest = in.readNBytes(in.readInt());
            write(directory.resolve(SegmentSets.PROFILES), patches);
            DurableFiles.write(directory.resolve(SegmentSets.MANIFEST), manifest);
        }
        DurableFiles.delete(file);
    }

    private static void write(final Path file, final List<FilePatch> patches) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (final FilePatch patch : patches) {
                final ByteBuffer bytes = ByteBuffer.wrap(patch.bytes());
                while (bytes.hasRemaining()) {
                    channel.write(bytes, patch.at() + bytes.position());
                }
            }
            channel.force(true);
        }
    }

    static byte[] toBytes(final List<FilePatch> patches, final byte[] manifest) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(FORMAT);
            out.writeInt(patches.size());
            for (final FilePatch patch : patches) {
                out.writeLong(patch.at());
                out.writeInt(patch.bytes().length);
                out.write(patch.bytes());
            }
            out.writeInt(manifest.length);
            out.write(manifest);
            out.writeInt(SegmentSetManifest.crc(bytes.toByteArray(), bytes.size()));
        }
        return bytes.toByteArray();
    }
}
