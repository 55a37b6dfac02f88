package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.router.Limits;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of single customers of one tenant beside its segment sets: on the disk first, then in memory.
 *
 * <p>The file is made with the first correction. Changes take turns, and hold the monitor for what is in memory only: what is
 * known of a customer may be asked from any thread, also while the disk is written.
 */
final class Corrections implements AutoCloseable {
    private final Path path;
    private final int most;
    private final Map<KeyHash, Correction> byCustomer = new LinkedHashMap<>();
    private @Nullable CorrectionsFile file;
    private @Nullable String unusable;
    private long sequence;

    /**
     * Reads what is kept. What is damaged is left out, and said so: routing goes on with what the sets know.
     *
     * @param notes takes what was found, in sentences for a person
     */
    Corrections(final Path path, final Consumer<String> notes) {
        this(path, Limits.CORRECTED_CUSTOMERS, notes);
    }

    Corrections(final Path path, final int most, final Consumer<String> notes) {
        this.path = path;
        this.most = most;
        if (Files.exists(path)) {
            try {
                read(notes);
            } catch (final StoreException e) {
                notes.accept("the corrections of single customers are not served: " + e.getMessage());
                unusable = String.valueOf(e.getMessage());
                byCustomer.clear();
            }
        }
    }

    private void read(final Consumer<String> notes) {
        final CorrectionsFile opened = CorrectionsFile.open(path);
        file = opened;
        for (final Correction correction : opened.all()) {
            byCustomer.put(correction.customer(), correction);
            sequence = Math.max(sequence, correction.sequence());
        }
        if (opened.damaged() > 0) {
            notes.accept(opened.damaged() + " corrections in " + path
                    + " are damaged and left out: have their source send them again");
        }
    }

    /** All, in the order in which they were acknowledged; to be read within the turn of a change. */
    Collection<Correction> all() {
        return Collections.unmodifiableCollection(byCustomer.values());
    }

    /** How many there are. */
    synchronized int count() {
        return byCustomer.size();
    }

    /** What is known of a customer; null for nothing. */
    synchronized @Nullable Correction of(final KeyHash customer) {
        return byCustomer.get(customer);
    }

    /** Refuses one more customer than there may be. */
    void checkRoom(final KeyHash customer) {
        if (byCustomer.size() >= most && !byCustomer.containsKey(customer)) {
            throw ControlRefusal.exhausted(
                    "TOO_MANY_CORRECTIONS",
                    "The corrections of " + most
                            + " customers are kept already; import a newer segment set, which takes their place.");
        }
    }

    /** Keeps what is known of a customer; it is on the disk when this returns. */
    Correction put(final Correction said) {
        final Correction kept = new Correction(
                said.customer(),
                sequence + 1,
                said.sourceVersion(),
                said.sourceMs(),
                said.alternates(),
                said.account(),
                said.profile());
        open().put(kept);
        sequence++;
        synchronized (this) {
            byCustomer.remove(kept.customer());
            byCustomer.put(kept.customer(), kept);
        }
        return kept;
    }

    /** Forgets what every kept set knows better: a correction that is older than all of them is in all of them. */
    void forgetWhatIsIn(final List<SegmentSetManifest> kept) {
        kept.stream()
                .mapToLong(manifest -> manifest.header().sourceTimeMs())
                .min()
                .ifPresent(this::forgetBefore);
    }

    private void forgetBefore(final long sourceMs) {
        if (all().stream().anyMatch(correction -> correction.sourceMs() < sourceMs)) {
            open().forgetBefore(sourceMs);
            synchronized (this) {
                byCustomer.values().removeIf(correction -> correction.sourceMs() < sourceMs);
            }
        }
    }

    /** The customers who are known by any of these hashes, as their own or as another key. */
    synchronized List<KeyHash> knownBy(final Collection<KeyHash> hashes) {
        return byCustomer.values().stream()
                .filter(correction -> hashes.contains(correction.customer())
                        || correction.alternates().stream().anyMatch(hashes::contains))
                .map(Correction::customer)
                .toList();
    }

    /** Forgets customers so that no byte tells of them. */
    void erase(final Collection<KeyHash> customers) {
        if (unusable != null) {
            throw StoreException.refused(unusable);
        }
        if (file != null) {
            file.erase(customers);
            synchronized (this) {
                byCustomer.keySet().removeAll(customers);
            }
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }

    private CorrectionsFile open() {
        if (unusable != null) {
            throw StoreException.refused(unusable);
        }
        if (file == null) {
            file = CorrectionsFile.open(path);
        }
        return file;
    }
}
