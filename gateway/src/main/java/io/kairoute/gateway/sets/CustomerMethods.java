package io.kairoute.gateway.sets;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.control.v1.DeleteCustomerRequest;
import io.kairoute.control.v1.DeleteCustomerResponse;
import io.kairoute.control.v1.EraseCustomerRequest;
import io.kairoute.control.v1.EraseCustomerResponse;
import io.kairoute.control.v1.GetCustomerRequest;
import io.kairoute.control.v1.GetCustomerResponse;
import io.kairoute.control.v1.UpsertCustomerRequest;
import io.kairoute.control.v1.UpsertCustomerResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.Checks;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.sets.CustomerErasure.Erased;
import io.kairoute.gateway.sets.ServedCustomers.Corrected;
import io.kairoute.gateway.sets.ServedCustomers.Known;
import io.kairoute.router.Limits;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.table.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Corrects single customers. What is changed here is not in the audit trail, which carries no key and no hash of one. */
final class CustomerMethods {
    private static final long MOST_AHEAD_MS = 60_000;
    private static final int SHOWN_CHARACTERS = 2;
    private static final int MOST_TENURE_MONTHS = 0xFFFF;

    private final InstantSource clock;

    CustomerMethods(final InstantSource clock) {
        this.clock = clock;
    }

    UpsertCustomerResponse upsert(
            final TenantSegments segments, final Call actor, final UpsertCustomerRequest request) {
        if (!request.hasProfile()) {
            throw ControlRefusal.field("profile", "REQUIRED", "The field profile is needed.");
        }
        check(request.getProfile());
        if (request.getAlternateKeysCount() > Limits.ALTERNATE_KEYS) {
            throw ControlRefusal.field(
                    "alternate_keys",
                    "LIMIT_EXCEEDED",
                    "The field alternate_keys holds at most " + Limits.ALTERNATE_KEYS + " keys.");
        }
        final KeyHasher hasher = segments.hasher();
        final List<KeyHash> alternates = new ArrayList<>();
        request.getAlternateKeysList().forEach(key -> alternates.add(typed(hasher, "alternate_keys", key)));
        final KeyHash account =
                request.getAccountKey().isEmpty() ? null : typed(hasher, "account_key", request.getAccountKey());
        final TableDefinition table = segments.control().table(segments.tenant());
        final Corrected corrected = segments.served()
                .correct(correction(
                        typed(hasher, "customer_key", request.getCustomerKey()),
                        request.getSourceVersion(),
                        sourceMs(request.hasSourceTime(), request.getSourceTime()),
                        alternates,
                        account,
                        request.getProfile()));
        return UpsertCustomerResponse.newBuilder()
                .setOutcome(corrected.outcome())
                .setSourceVersion(corrected.sourceVersion())
                .addAllUnknownWords(table == null ? List.of() : UnknownWords.in(request.getProfile(), table))
                .build();
    }

    DeleteCustomerResponse delete(
            final TenantSegments segments, final Call actor, final DeleteCustomerRequest request) {
        final Corrected corrected = segments.served()
                .correct(correction(
                        typed(segments.hasher(), "customer_key", request.getCustomerKey()),
                        request.getSourceVersion(),
                        sourceMs(request.hasSourceTime(), request.getSourceTime()),
                        List.of(),
                        null,
                        null));
        return DeleteCustomerResponse.newBuilder()
                .setOutcome(corrected.outcome())
                .setSourceVersion(corrected.sourceVersion())
                .build();
    }

    /** Shows a customer; a caller without roles is anybody on an open node. */
    GetCustomerResponse get(final TenantSegments segments, final Set<Role> roles, final GetCustomerRequest request) {
        final Known known = segments.served().find(typed(segments.hasher(), "customer_key", request.getCustomerKey()));
        if (known == null) {
            throw ControlRefusal.notFound(
                    "NO_SUCH_CUSTOMER",
                    "Nobody is known by the key in customer_key; check its type and how it is written.");
        }
        final boolean isRiskHidden = !Role.maySeeRisks(roles);
        return GetCustomerResponse.newBuilder()
                .setMaskedKey(masked(request.getCustomerKey()))
                .setProfile(ProfileWords.message(known.profile(), known.header(), !isRiskHidden))
                .setRisksHidden(isRiskHidden)
                .setUpdateTime(Timestamps.fromMillis(known.profile().updatedAtMs()))
                .setSegmentSetVersion(known.header().version())
                .setCorrected(known.correction() != null)
                .setSourceVersion(
                        known.correction() == null ? 0 : known.correction().sourceVersion())
                .build();
    }

    /**
     * Erases a customer.
     *
     * @param isUnwanted whether nobody waits for it any more
     */
    EraseCustomerResponse erase(
            final TenantSegments segments,
            final Call actor,
            final EraseCustomerRequest request,
            final BooleanSupplier isUnwanted) {
        final String reason = Checks.needed("reason", request.getReason());
        final KeyHash key = typed(segments.hasher(), "customer_key", request.getCustomerKey());
        final String bare =
                request.getCustomerKey().substring(request.getCustomerKey().indexOf(':') + 1);
        if (reason.contains(bare)) {
            throw ControlRefusal.field(
                    "reason", "NAMES_THE_CUSTOMER", "The reason goes into the audit trail and must not hold the key.");
        }
        final Erased erased = segments.erasure().erase(actor, key, reason, isUnwanted);
        return EraseCustomerResponse.newBuilder()
                .setEntries(erased.entries())
                .setCorrections(erased.corrections())
                .setDecisions(erased.decisions())
                .build();
    }

    private static String masked(final String key) {
        final int colon = key.indexOf(':');
        final int shown = key.length() - colon - 1 > 2 * SHOWN_CHARACTERS ? SHOWN_CHARACTERS : 0;
        return key.substring(0, colon + 1) + "***" + key.substring(key.length() - shown);
    }

    /** The hash of a typed key; refuses one that is none, without repeating it. */
    static KeyHash typed(final KeyHasher hasher, final String field, final String key) {
        Checks.typed(field, key);
        if (key.getBytes(StandardCharsets.UTF_8).length > Limits.KEY_BYTES) {
            throw ControlRefusal.field(
                    field, "LIMIT_EXCEEDED", "The field " + field + " holds at most " + Limits.KEY_BYTES + " bytes.");
        }
        return KeyHash.of(hasher, key);
    }

    private static Correction correction(
            final KeyHash customer,
            final long sourceVersion,
            final long sourceMs,
            final List<KeyHash> alternates,
            final @Nullable KeyHash account,
            final @Nullable CustomerProfile profile) {
        if (sourceVersion < 1) {
            throw ControlRefusal.field(
                    "source_version", "REQUIRED", "The field source_version is needed, and counts from 1.");
        }
        return new Correction(customer, 0, sourceVersion, sourceMs, alternates, account, profile);
    }

    private long sourceMs(final boolean isGiven, final Timestamp time) {
        final long nowMs = clock.millis();
        final long sourceMs = isGiven ? Checks.time("source_time", true, time) : nowMs;
        if (sourceMs > nowMs + MOST_AHEAD_MS) {
            throw ControlRefusal.field(
                    "source_time", "IN_THE_FUTURE", "The field source_time must not be after now; check the clocks.");
        }
        return sourceMs;
    }

    private static void check(final CustomerProfile profile) {
        Checks.needed("profile.tier", profile.getTier());
        Checks.text("profile.sub_tier", profile.getSubTier());
        Checks.text("profile.lifecycle", profile.getLifecycle());
        Checks.text("profile.value_band", profile.getValueBand());
        Checks.text("profile.churn_band", profile.getChurnBand());
        Checks.text("profile.health_band", profile.getHealthBand());
        Checks.text("profile.language", profile.getLanguage());
        Checks.text("profile.preferred_channel", profile.getPreferredChannel());
        profile.getRisksList().forEach(risk -> Checks.needed("profile.risks", risk));
        if (profile.getRisksCount() > Limits.PROFILE_VALUES) {
            throw ControlRefusal.field(
                    "profile.risks",
                    "LIMIT_EXCEEDED",
                    "The field profile.risks holds at most " + Limits.PROFILE_VALUES + " risks.");
        }
        if (profile.getTenureMonths() < 0 || profile.getTenureMonths() > MOST_TENURE_MONTHS) {
            throw ControlRefusal.field(
                    "profile.tenure_months",
                    "OUT_OF_RANGE",
                    "The field profile.tenure_months must be 0 to " + MOST_TENURE_MONTHS + ".");
        }
        if (profile.getPreferredAgent().getBytes(StandardCharsets.UTF_8).length > Limits.PREFERRED_AGENT_BYTES) {
            throw ControlRefusal.field(
                    "profile.preferred_agent",
                    "LIMIT_EXCEEDED",
                    "The field profile.preferred_agent holds at most " + Limits.PREFERRED_AGENT_BYTES + " bytes.");
        }
    }
}
