package io.kairoute.gateway.control.state;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.LiveAccountsForgotten;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.LiveOccasionDeclared;
import io.kairoute.gateway.control.log.ScopeKey;
import io.kairoute.router.codec.MaskedRequest;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The account keys in the scopes of one tenant's live occasions.
 *
 * <p>The state holds masks: what the decision log writes for the same key. A node also knows the keys, since contacts come with
 * those, until they are forgotten by an entry of the log. From that entry on the account fits no contact, in a replay as on
 * the node. Thread-confined: owned by whoever owns the state.
 */
public final class LiveAccounts {
    private final KeyHasher hasher;
    private final Map<String, Map<String, String>> keys = new HashMap<>();
    private final Map<String, Set<String>> forgotten = new HashMap<>();
    private final Set<String> keptBeside = new HashSet<>();

    LiveAccounts(final KeyHasher hasher) {
        this.hasher = hasher;
    }

    /** Folds a declaration in; gives it with masks only. */
    LiveOccasion fold(final LiveOccasionDeclared change) {
        final LiveOccasion declared = change.getLiveOccasion();
        drop(declared.getId());
        if (change.getAccountsMasked()) {
            if (declared.getAccountsCount() > 0) {
                keptBeside.add(declared.getId());
            }
            return declared;
        }
        // An older version wrote the keys into the entry itself.
        declared.getAccountsList().forEach(key -> know(declared.getId(), mask(key, hasher), key));
        return masked(declared, hasher);
    }

    /** Folds in that keys are known no longer. */
    void fold(final LiveAccountsForgotten change, final LiveOccasion occasion) {
        for (final int place : change.getPlacesList()) {
            if (place >= 0 && place < occasion.getAccountsCount()) {
                final String mask = occasion.getAccounts(place);
                forgotten
                        .computeIfAbsent(occasion.getId(), id -> new HashSet<>())
                        .add(mask);
                keys.getOrDefault(occasion.getId(), new HashMap<>()).remove(mask);
            }
        }
    }

    /** Takes a key that is kept beside the log. */
    public void learn(final ScopeKey row) {
        know(row.occasion(), row.mask(), row.key());
    }

    /** A live occasion is no longer part of the state. */
    void drop(final String occasion) {
        keys.remove(occasion);
        forgotten.remove(occasion);
        keptBeside.remove(occasion);
    }

    /** Whether keys of a live occasion still lie beside the log, by what the log says. */
    public boolean isStored(final LiveOccasion occasion) {
        return keptBeside.contains(occasion.getId())
                && occasion.getAccountsList().stream().anyMatch(mask -> !isForgotten(occasion.getId(), mask));
    }

    /** Whether keys of a live occasion stand in the log itself, as older versions wrote them, and are not forgotten. */
    boolean isInLog(final LiveOccasion occasion) {
        return !keptBeside.contains(occasion.getId())
                && occasion.getAccountsList().stream().anyMatch(mask -> !isForgotten(occasion.getId(), mask));
    }

    /** Whether the keys of a live occasion were written beside the log. */
    boolean isKeptBeside(final String occasion) {
        return keptBeside.contains(occasion);
    }

    /** The masks of a live occasion whose keys are known no longer. */
    Set<String> forgotten(final String occasion) {
        return forgotten.getOrDefault(occasion, Set.of());
    }

    /** Takes what became of the keys of a live occasion from a kept state. */
    void restore(final String occasion, final boolean hasKeysBeside, final List<String> masks) {
        if (hasKeysBeside) {
            keptBeside.add(occasion);
        }
        if (!masks.isEmpty()) {
            forgotten.put(occasion, new HashSet<>(masks));
        }
    }

    /** Throws where a key that contacts of a live occasion are told by is not there, or is not the one that was declared. */
    public void check(final LiveOccasion occasion) {
        for (final String mask : occasion.getAccountsList()) {
            final String key = keys.getOrDefault(occasion.getId(), Map.of()).getOrDefault(mask, "");
            if (!isForgotten(occasion.getId(), mask) && !mask.equals(mask(key, hasher))) {
                throw StoreException.refused("an account key of the live occasion " + occasion.getId()
                        + " is missing in the control log or not what it was:"
                        + " restore the data directory from a backup");
            }
        }
    }

    /** Where in the scope those known keys stand that are one of these; null for all known ones. */
    public List<Integer> places(final LiveOccasion occasion, final @Nullable Set<KeyHash> these) {
        final Map<String, String> known = keys.getOrDefault(occasion.getId(), Map.of());
        return IntStream.range(0, occasion.getAccountsCount())
                .filter(place -> {
                    final String key = known.get(occasion.getAccounts(place));
                    return key != null && (these == null || these.contains(KeyHash.of(hasher, key)));
                })
                .boxed()
                .toList();
    }

    /** What is kept beside the log for a live occasion that is declared with these keys. */
    public List<ScopeKey> rows(final String tenant, final LiveOccasion sent) {
        return sent.getAccountsList().stream()
                .distinct()
                .map(key -> new ScopeKey(tenant, sent.getId(), mask(key, hasher), key))
                .toList();
    }

    /** What is kept beside the log of the accounts at these places of a scope. */
    public List<ScopeKey> rows(final String tenant, final LiveOccasion occasion, final List<Integer> places) {
        final Map<String, String> known = keys.getOrDefault(occasion.getId(), Map.of());
        return places.stream()
                .map(occasion::getAccounts)
                .distinct()
                .map(mask -> new ScopeKey(tenant, occasion.getId(), mask, known.getOrDefault(mask, "")))
                .toList();
    }

    /** The keys that are known of a live occasion. */
    public Collection<String> keys(final String occasion) {
        return keys.getOrDefault(occasion, Map.of()).values();
    }

    /** A live occasion as people see it: with the keys that are known. */
    public LiveOccasion shown(final LiveOccasion occasion) {
        final Map<String, String> known = keys.getOrDefault(occasion.getId(), Map.of());
        return known.isEmpty() ? occasion : mapped(occasion, mask -> known.getOrDefault(mask, mask));
    }

    /** A live occasion as contacts meet it on a node; none where all its accounts are forgotten. */
    public Optional<LiveOccasion> byKeys(final LiveOccasion occasion) {
        return byMasks(occasion).map(this::shown);
    }

    /** A live occasion whose account keys are masked as those of logged requests are. */
    public static LiveOccasion masked(final LiveOccasion sent, final KeyHasher hasher) {
        return sent.getAccountsCount() == 0 ? sent : mapped(sent, key -> mask(key, hasher));
    }

    /** What the decision log writes for an account key. */
    public static String mask(final String account, final KeyHasher hasher) {
        final byte[] key = account.getBytes(StandardCharsets.UTF_8);
        final byte[] text = new byte[MaskedRequest.MASK_BYTES];
        new MaskedRequest().mask(key, 0, key.length, hasher, text, 0);
        return ByteString.copyFrom(text).toStringUtf8();
    }

    private void know(final String occasion, final String mask, final String key) {
        keys.computeIfAbsent(occasion, id -> new HashMap<>()).put(mask, key);
    }

    private boolean isForgotten(final String occasion, final String mask) {
        return forgotten.getOrDefault(occasion, Set.of()).contains(mask);
    }

    /** A live occasion as logged contacts meet it, whose keys are masked; none where all its accounts are forgotten. */
    public Optional<LiveOccasion> byMasks(final LiveOccasion occasion) {
        final Set<String> gone = forgotten.getOrDefault(occasion.getId(), Set.of());
        if (gone.isEmpty()) {
            return Optional.of(occasion);
        }
        final List<String> left = occasion.getAccountsList().stream()
                .filter(mask -> !gone.contains(mask))
                .toList();
        // An empty list would fit every contact.
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(occasion.toBuilder()
                        .clearAccounts()
                        .addAllAccounts(left)
                        .build());
    }

    private static LiveOccasion mapped(final LiveOccasion occasion, final UnaryOperator<String> change) {
        return occasion.toBuilder()
                .clearAccounts()
                .addAllAccounts(occasion.getAccountsList().stream().map(change).toList())
                .build();
    }
}
