package io.kairoute.gateway.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.Needs;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports the public telecom sample by the example mapping, and compares every customer with a plain computation. */
class TelcoImportTest {
    private static final int CUSTOMERS = 7_043;
    private static final KeyHasher HASHER = new KeyHasher(new byte[16]);
    private static final Path MAPPING = Path.of("..", "deploy", "examples", "telecom", "customers-mapping.yaml");

    @Test
    void shouldGiveEveryCustomerOfTheSampleTheProfileThatTheMappingImplies(@TempDir final Path temp)
            throws IOException {
        final Path file = sampleOrLeaveOut();
        final SegmentSets sets = new SegmentSets(new TenantFolder(temp, true), HASHER, InstantSource.system());

        final ImportSummary summary = new SegmentImporter(sets, HASHER)
                .run(
                        new ImportRequest(
                                file, MappingReader.read(MAPPING), temp.resolve("rejects.csv"), "sample", null),
                        ImportProgress.NONE);

        final Map<String, Long> tiers = new TreeMap<>();
        final List<String> lines = Files.readAllLines(file);
        try (OpenSegmentSet set = sets.open(summary.number())) {
            for (final String line : lines.subList(1, lines.size())) {
                final Expected expected = Expected.of(line.split(",", -1));
                assertEquals(expected, found(set, expected.id()), line);
                tiers.merge(expected.tier(), 1L, Long::sum);
            }
        }
        assertEquals(CUSTOMERS, lines.size() - 1);
        assertEquals(CUSTOMERS, summary.customers());
        assertEquals(CUSTOMERS, summary.keys());
        assertEquals(0, summary.rejected());
        assertNull(summary.rejects());
        assertEquals(tiers, new TreeMap<>(summary.tiers()));
        assertEquals(11L, summary.risks().get("first_bill"), "the blank charges are those of the first month");
        System.out.println("imported the sample of " + CUSTOMERS + " customers: " + summary);
    }

    private record Expected(
            String id,
            String tier,
            String subTier,
            String lifecycle,
            String valueBand,
            String churnBand,
            boolean isInPaymentDifficulty,
            boolean isVulnerable,
            boolean hasFirstBill,
            int tenure,
            long valueCents) {

        private static Expected of(final String[] cells) {
            final int tenure = Integer.parseInt(cells[5]);
            final double monthly = Double.parseDouble(cells[18]);
            final boolean isMonthly = cells[15].equals("Month-to-month");
            final boolean isLeaving = cells[20].equals("Yes");
            final String tier;
            if (cells[15].equals("Two year") && tenure >= 48 && monthly >= 80 && !isLeaving) {
                tier = "platinum";
            } else if (!isMonthly && tenure >= 24) {
                tier = "gold";
            } else {
                tier = tenure >= 12 || !isMonthly ? "silver" : "standard";
            }
            return new Expected(
                    cells[0],
                    tier,
                    cells[8].equals("No") ? "phone_only" : cells[8].equals("DSL") ? "dsl" : "fibre",
                    tenure < 6 ? "new" : tenure < 48 ? "active" : "loyal",
                    monthly < 40 ? "low" : monthly < 90 ? "medium" : "high",
                    isLeaving ? "high" : isMonthly && tenure < 12 ? "medium" : "low",
                    cells[17].equals("Electronic check") && isMonthly && monthly >= 90,
                    cells[2].equals("1") && cells[3].equals("No") && cells[4].equals("No"),
                    cells[19].isBlank(),
                    tenure,
                    Math.round(monthly * 100) * 12);
        }
    }

    private static Expected found(final OpenSegmentSet set, final String id) {
        final byte[] typed = ("crm:" + id).getBytes(StandardCharsets.UTF_8);
        final SegmentKey key = new SegmentKey();
        final ProfileFlyweight profile = new ProfileFlyweight();
        HASHER.hash(typed, 0, typed.length, key);
        assertEquals(SegmentLookup.FOUND, set.store().record(key, profile), id);
        assertTrue(profile.hasPersonalizationConsent(), id);
        return new Expected(
                id,
                word(set, profile, ProfileAttribute.TIER),
                word(set, profile, ProfileAttribute.SUB_TIER),
                word(set, profile, ProfileAttribute.LIFECYCLE),
                word(set, profile, ProfileAttribute.VALUE_BAND),
                word(set, profile, ProfileAttribute.CHURN_BAND),
                hasRisk(set, profile, "payment_difficulty"),
                hasRisk(set, profile, "vulnerable"),
                hasRisk(set, profile, "first_bill"),
                profile.tenureMonths(),
                profile.valueCents());
    }

    private static String word(
            final OpenSegmentSet set, final ProfileFlyweight profile, final ProfileAttribute attribute) {
        return set.header().words(attribute).get(profile.ordinal(attribute) - 1);
    }

    private static boolean hasRisk(final OpenSegmentSet set, final ProfileFlyweight profile, final String risk) {
        final int ordinal = set.header().words(ProfileAttribute.RISK).indexOf(risk) + 1;
        return (profile.riskWord(0) >> ordinal & 1) == 1;
    }

    private static Path sampleOrLeaveOut() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            final Path sample = at.resolve("shared").resolve("data").resolve("telco-customers.csv");
            if (Files.exists(sample)) {
                return sample;
            }
        }
        Needs.present("telco-customers", "shared/data/telco-customers.csv is not beside the checkout");
        throw new AssertionError("not reached");
    }
}
