package io.kairoute.router.store;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.segment.ProfileFlyweight;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Every place of a set's file where hashes of a customer's keys stand, whether the map still knows the place or not.
 *
 * <p>The whole file is read. An entry is a key of 16 bytes and the record of 128 bytes behind it, and a record carries the
 * customer's canonical key and the account's. What a hash means at a place is told by the check of the record around it.
 * Thread-confined: owned by whoever made it.
 */
public final class CustomerTraces {
    private static final int BLOCK_BYTES = 1024 * 1024;
    private static final int ENTRY_BYTES = KeyHash.BYTES + ProfileFlyweight.LENGTH;

    private final List<Long> entries = new ArrayList<>();
    private final List<Long> remnants = new ArrayList<>();
    private final List<Long> accounts = new ArrayList<>();
    private final Set<KeyHash> keys = new HashSet<>();
    private final ErasedCustomer erased;
    private final Set<KeyHash> entryKeys = new HashSet<>();
    private boolean isAccount;
    private int customers;

    private CustomerTraces(final ErasedCustomer erased) {
        this.erased = erased;
    }

    /** Looks for hashes of one customer in a file. */
    static CustomerTraces in(
            final Path file,
            final long headBytes,
            final ErasedCustomer erased,
            final Collection<KeyHash> hashes,
            final StoreProgress progress)
            throws IOException {
        final CustomerTraces traces = new CustomerTraces(erased);
        final KeyHash[] wanted = hashes.toArray(new KeyHash[0]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            final long step = BLOCK_BYTES - KeyHash.BYTES + 1L;
            for (long at = headBytes; at < channel.size(); at += step) {
                progress.at(at, channel.size());
                read(channel, block.clear(), at);
                traces.search(channel, block, at, wanted);
            }
        }
        return traces;
    }

    /** The keys by which the customers are found, and their canonical ones. */
    public Set<KeyHash> keys() {
        return Set.copyOf(keys);
    }

    /** What finds one of the {@link #entries}: some of {@link #keys}, and keys of accounts that led to these customers. */
    Set<KeyHash> entryKeys() {
        return Set.copyOf(entryKeys);
    }

    /** Whether one of the hashes is an account's, which finds the profile of somebody in it. */
    public boolean isAccount() {
        return isAccount;
    }

    /** Entries of the map. */
    public int entries() {
        return entries.size();
    }

    /** Customers, each counted by the entry under the canonical key. */
    int customers() {
        return customers;
    }

    /** What has to be written so that nothing of them is left. */
    List<FilePatch> patches(final Path file) throws IOException {
        final List<FilePatch> patches = new ArrayList<>();
        entries.forEach(at -> patches.add(FilePatch.blank(at, ENTRY_BYTES)));
        remnants.stream()
                .filter(at -> entries.stream().noneMatch(entry -> at >= entry && at < entry + ENTRY_BYTES))
                .forEach(at -> patches.add(FilePatch.blank(at, KeyHash.BYTES)));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (final long at : accounts) {
                final ProfileFlyweight record = record(channel, at - ProfileFlyweight.ACCOUNT_OFFSET);
                if (record != null) {
                    record.account(0, 0).seal();
                    patches.add(new FilePatch(at - ProfileFlyweight.ACCOUNT_OFFSET, record.bytes()));
                }
            }
        }
        return patches;
    }

    private void search(final FileChannel channel, final ByteBuffer block, final long blockAt, final KeyHash[] wanted)
            throws IOException {
        final int end = block.limit() - KeyHash.BYTES;
        for (int i = 0; i <= end; i++) {
            final long low = block.getLong(i);
            for (final KeyHash hash : wanted) {
                if (low == hash.low() && block.getLong(i + Long.BYTES) == hash.high()) {
                    found(channel, blockAt + i, hash);
                }
            }
        }
    }

    private void found(final FileChannel channel, final long at, final KeyHash hash) throws IOException {
        final ProfileFlyweight behind = record(channel, at + KeyHash.BYTES);
        if (behind != null) {
            if (isAccountOf(behind, hash) && !isCanonicalOf(behind, hash)) {
                isAccount = true;
                return;
            }
            final KeyHash canonical = new KeyHash(behind.canonicalLow(), behind.canonicalHigh());
            if (erased.isAnothers(hash, canonical)) {
                return;
            }
            keys.add(hash);
            keys.add(canonical);
            customers += isCanonicalOf(behind, hash) ? 1 : 0;
            addEntry(at, hash);
            return;
        }
        final long asCanonical = at - ProfileFlyweight.CANONICAL_OFFSET;
        final ProfileFlyweight around = record(channel, asCanonical);
        if (around != null && isCanonicalOf(around, hash)) {
            if (erased.isAnothers(hash, hash)) {
                return;
            }
            final KeyHash key = key(channel, asCanonical - KeyHash.BYTES);
            if (!isAccountOf(around, key)) {
                keys.add(key);
            }
            addEntry(asCanonical - KeyHash.BYTES, key);
            return;
        }
        final ProfileFlyweight ofOther = record(channel, at - ProfileFlyweight.ACCOUNT_OFFSET);
        if (ofOther != null && isAccountOf(ofOther, hash)) {
            accounts.add(at);
        } else {
            remnants.add(at);
        }
    }

    private void addEntry(final long at, final KeyHash key) {
        entryKeys.add(key);
        if (!entries.contains(at)) {
            entries.add(at);
        }
    }

    private static boolean isCanonicalOf(final ProfileFlyweight record, final KeyHash hash) {
        return record.canonicalLow() == hash.low() && record.canonicalHigh() == hash.high();
    }

    private static boolean isAccountOf(final ProfileFlyweight record, final KeyHash hash) {
        return record.accountLow() == hash.low() && record.accountHigh() == hash.high();
    }

    private static KeyHash key(final FileChannel channel, final long at) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(KeyHash.BYTES);
        read(channel, bytes, at);
        return KeyHash.read(bytes);
    }

    // The record that stands at a place; null where none does whose check fits.
    private static @Nullable ProfileFlyweight record(final FileChannel channel, final long at) throws IOException {
        if (at < KeyHash.BYTES || at + ProfileFlyweight.LENGTH > channel.size()) {
            return null;
        }
        final ByteBuffer bytes = ByteBuffer.allocate(ProfileFlyweight.LENGTH);
        read(channel, bytes, at);
        final ProfileFlyweight record = new ProfileFlyweight();
        record.buffer().putBytes(0, new UnsafeBuffer(bytes), 0, ProfileFlyweight.LENGTH);
        return record.isIntact() ? record : null;
    }

    // As much as the file holds there.
    private static void read(final FileChannel channel, final ByteBuffer into, final long at) throws IOException {
        int length = 0;
        while (into.hasRemaining() && length >= 0) {
            length = channel.read(into, at + into.position());
        }
        into.flip();
    }
}
