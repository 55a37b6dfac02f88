package io.kairoute.gateway.imports;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One row as a set stores it: a profile, and the keys that find it.
 *
 * <p>Thread-confined: owned by the importing thread.
 */
final class Customer {
    private final CustomerReader reader;
    private final KeyColumn key;
    private final List<KeyColumn> alternates = new ArrayList<>();
    private final @Nullable KeyColumn account;
    private final boolean isFoundByAccount;
    private final long updatedAtMs;
    private final ProfileFlyweight profile = new ProfileFlyweight();
    private final List<SegmentKey> otherKeys = new ArrayList<>();

    Customer(
            final ImportMapping mapping,
            final ToIntFunction<String> indexOf,
            final KeyHasher hasher,
            final CustomerReader reader,
            final long updatedAtMs) {
        this.reader = reader;
        this.updatedAtMs = updatedAtMs;
        key = column(mapping.key(), indexOf, hasher);
        for (final KeyMapping alternate : Objects.requireNonNull(mapping.alternateKeys())) {
            alternates.add(column(alternate, indexOf, hasher));
        }
        final AccountMapping accountMapping = mapping.account();
        account = accountMapping == null ? null : column(accountMapping.key(), indexOf, hasher);
        isFoundByAccount = accountMapping != null && accountMapping.finds() == AccountMapping.Finds.FIRST;
    }

    /** Takes a row. */
    void read(final Row row) throws BadCell {
        final SegmentKey canonical = key.require(row);
        reader.read(row, profile);
        profile.canonical(canonical.low(), canonical.high()).updatedAtMs(updatedAtMs);
        otherKeys.clear();
        for (final KeyColumn alternate : alternates) {
            if (alternate.read(row)) {
                otherKeys.add(alternate.hash());
            }
        }
        if (account != null && account.read(row)) {
            profile.account(account.hash().low(), account.hash().high());
            if (isFoundByAccount) {
                otherKeys.add(account.hash());
            }
        }
    }

    /** The key that the customer is known by. */
    SegmentKey key() {
        return key.hash();
    }

    /** The other keys that find the customer. */
    List<SegmentKey> otherKeys() {
        return otherKeys;
    }

    /** The profile. */
    ProfileFlyweight profile() {
        return profile;
    }

    /** Keys so far whose letters were joined with their accents to one form. */
    long composedKeys() {
        return key.composed()
                + alternates.stream().mapToLong(KeyColumn::composed).sum()
                + (account == null ? 0 : account.composed());
    }

    private static KeyColumn column(
            final KeyMapping mapping, final ToIntFunction<String> indexOf, final KeyHasher hasher) {
        return new KeyColumn(mapping, indexOf.applyAsInt(mapping.column()), hasher);
    }
}
