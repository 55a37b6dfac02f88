package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.control.v1.DeleteCustomerRequest;
import io.kairoute.control.v1.EraseCustomerRequest;
import io.kairoute.control.v1.EraseCustomerResponse;
import io.kairoute.control.v1.GetCustomerRequest;
import io.kairoute.control.v1.GetCustomerResponse;
import io.kairoute.control.v1.RollbackSegmentSetRequest;
import io.kairoute.control.v1.UpsertCustomerRequest;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.StoreProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EraseTest {
    private static final int CUSTOMERS = 3_000;
    private static final String MAPPING = """
            format: 1
            key: {column: id, type: crm}
            alternate_keys: [{column: phone, type: tel}]
            account: {column: account}
            tiers: [{tier: gold}]
            """;
    private static final String FIRST_OF_ACCOUNT = "crm:customer-1233";
    private static final List<String> KEYS = List.of("crm:customer-1234", "tel:phone-1234", "tel:corrected-1234");

    @TempDir
    private Path data = Path.of("");

    @Test
    void shouldLeaveNoByteOfAnErasedCustomerInTheDataDirectory() throws Exception {
        final KeyHasher hasher;
        final EraseCustomerResponse erased;
        try (CustomersNode node = CustomersNode.start(data)) {
            hasher = CustomersNode.hasher(node.folder());
            importSet(node, "one");
            importSet(node, "two");
            correct(node, "crm:customer-1234", List.of("tel:corrected-1234"), 1);
            correct(node, "crm:customer-77", List.of(), 1);
            for (final String key : KEYS) {
                assertEquals("platinum", node.ask(key).getTier(), key);
            }
            assertEquals("gold", node.ask("acct:account-1233").getTier());

            erased = node.calls()
                    .eraseCustomer(EraseCustomerRequest.newBuilder()
                            .setCustomerKey("tel:phone-1234")
                            .setReason("asked for it, ticket 9")
                            .build());

            assertEquals("standard", node.ask("crm:somebody-else").getTier());
            assertEquals("platinum", node.ask("crm:customer-77").getTier());
            assertEquals("gold", node.ask("crm:customer-1235").getTier(), "of the same account");
            assertEquals("standard", customer(node, "crm:customer-1234"));
            assertEquals("standard", customer(node, "tel:phone-1234"));
            assertEquals("customer_erased", node.audit().getEntries(0).getKind());
            node.calls()
                    .rollbackSegmentSet(RollbackSegmentSetRequest.newBuilder()
                            .setReason("see")
                            .build());
            assertEquals("standard", customer(node, "crm:customer-1234"));
            assertEquals("gold", node.ask("crm:customer-1235").getTier());
        }

        assertTrue(erased.getEntries() >= 4, erased::toString);
        assertEquals(1, erased.getCorrections());
        assertEquals(3, erased.getDecisions());
        final List<String> found = scan(data, hasher, KEYS);
        assertEquals(List.of(), found);
        assertNotEquals(List.of(), scan(data, hasher, List.of("crm:customer-77")), "the scan finds what is there");
        assertEveryRecordIsReadable();
        try (DataDirectory directory = DataDirectory.open(data, "test", InstantSource.system())) {
            final SegmentSets sets = new SegmentSets(directory.tenant("default"), hasher, InstantSource.system());
            for (final var manifest : sets.manifests()) {
                assertTrue(sets.file(manifest.number()).isAsLoaded(StoreProgress.NONE), "the seal fits what is left");
                assertEquals(CUSTOMERS - 1, manifest.header().customers());
            }
        }
        try (CustomersNode again = CustomersNode.start(data)) {
            assertEquals("standard", customer(again, "crm:customer-1234"));
            assertEquals("gold", again.ask("crm:customer-1235").getTier());
            assertEquals("platinum", again.ask("crm:customer-77").getTier());
        }
    }

    @Test
    void shouldRouteAnErasedCustomerAsNobodyByWhateverKeyFromTheNextContactOn() throws Exception {
        try (CustomersNode node = CustomersNode.start(data)) {
            importSet(node, "one");
            correct(node, FIRST_OF_ACCOUNT, List.of("tel:corrected-1233"), 1);
            final List<String> keys =
                    List.of(FIRST_OF_ACCOUNT, "tel:phone-1233", "tel:corrected-1233", "acct:account-1233");
            for (final String key : keys) {
                assertNotEquals("DEFAULT", node.ask(key).getSegmentSource(), key);
            }

            erase(node, "tel:phone-1233");

            for (final String key : keys) {
                assertEquals("DEFAULT", node.ask(key).getSegmentSource(), key);
            }
            assertEquals("gold", node.ask("crm:customer-1234").getTier(), "of the same account");
            try (SetPin pin = node.segments().kept().need(1)) {
                assertEquals(0, pin.set().openForLookups().store().damagedRecords(), "erased is not damaged");
            }
        }
    }

    @Test
    void shouldRouteAnErasedCustomerAsNobodyInASetThatWasOpenedBeforeAndIsServedAfter() throws Exception {
        try (CustomersNode node = CustomersNode.start(data)) {
            importSet(node, "one");
            importSet(node, "two");
            try (SetPin pin = node.segments().kept().need(1)) {
                assertTrue(pin.set().openForLookups().store().hasIndex(), "as an activation opens it");

                erase(node, FIRST_OF_ACCOUNT);
                rollBack(node);

                assertEquals(1, node.segments().served().number());
                assertEquals("DEFAULT", node.ask(FIRST_OF_ACCOUNT).getSegmentSource());
                assertEquals("DEFAULT", node.ask("tel:phone-1233").getSegmentSource());
                assertEquals("gold", node.ask("crm:customer-1234").getTier());
            }
        }
    }

    @Test
    void shouldRouteAnErasedCustomerAsNobodyWhenTheSetIsSwappedWhileTheErasureStandsStill() throws Exception {
        try (CustomersNode node = CustomersNode.start(data)) {
            importSet(node, "one");
            importSet(node, "two");
            final KeyHash hash = KeyHash.of(CustomersNode.hasher(node.folder()), FIRST_OF_ACCOUNT);
            final var erasure = ParkedScan.begin(
                    isUnwanted -> node.segments().erasure().erase(OneTenant.ANN, hash, "asked for it", isUnwanted));

            final int swapped = erasure.meanwhile(() -> {
                rollBack(node);
                return node.segments().served().number();
            });
            final var erased = erasure.result();

            assertEquals(1, swapped);
            assertTrue(erased.entries() >= 6, erased::toString);
            for (int set = 0; set < 2; set++) {
                assertEquals("DEFAULT", node.ask(FIRST_OF_ACCOUNT).getSegmentSource());
                assertEquals("DEFAULT", node.ask("tel:phone-1233").getSegmentSource());
                assertEquals("gold", node.ask("crm:customer-1234").getTier());
                node.segments().activation().activate(SetActivation.Change.once(OneTenant.ANN, "and back"), 2);
            }
        }
    }

    @Test
    void shouldShowACustomerWithTheKeyMaskedAndSayWhatCounts() throws Exception {
        try (CustomersNode node = CustomersNode.start(data)) {
            importSet(node, "one");

            final GetCustomerResponse fromSet = get(node, "tel:phone-1234");
            correct(node, "crm:customer-1234", List.of(), 8);
            final GetCustomerResponse corrected = get(node, "tel:phone-1234");
            node.calls()
                    .deleteCustomer(DeleteCustomerRequest.newBuilder()
                            .setCustomerKey("crm:customer-1234")
                            .setSourceVersion(9)
                            .build());

            assertEquals("tel:***34", fromSet.getMaskedKey());
            assertEquals("gold", fromSet.getProfile().getTier());
            assertFalse(fromSet.getCorrected());
            assertEquals("platinum", corrected.getProfile().getTier());
            assertEquals(8, corrected.getSourceVersion());
            final Status deleted = assertThrows(StatusRuntimeException.class, () -> get(node, "tel:phone-1234"))
                    .getStatus();
            assertEquals(Status.Code.NOT_FOUND, deleted.getCode());
            assertFalse(String.valueOf(deleted).contains("1234"), deleted::toString);
        }
    }

    @Test
    void shouldRefuseAnAccountsKeyAndAReasonThatNamesTheCustomer() throws Exception {
        try (CustomersNode node = CustomersNode.start(data)) {
            importSet(node, "one");

            assertRefused(node, "acct:account-12", "why", "key of an account");
            assertRefused(node, "crm:customer-1", "customer-1 asked", "must not hold the key");
            assertRefused(node, "crm:customer-1", "", "reason is needed");
            assertEquals("gold", node.ask("crm:customer-1").getTier());
        }
    }

    @Test
    void shouldLeaveAnotherCustomerWhoSharesAnAlternateKeyWithTheErasedOne() throws Exception {
        try (CustomersNode node = CustomersNode.start(data)) {
            importSet(node, "one");
            correct(node, "crm:customer-10", List.of("tel:shared"), 1);
            correct(node, "crm:customer-11", List.of("tel:shared"), 1);

            erase(node, "crm:customer-11");

            assertEquals("standard", node.ask("crm:customer-11").getTier());
            assertEquals("standard", node.ask("tel:phone-11").getTier());
            assertEquals("platinum", node.ask("crm:customer-10").getTier());
            assertEquals("platinum", node.ask("tel:phone-10").getTier());
            assertEquals("platinum", node.ask("tel:shared").getTier(), "the other one had claimed it, too");
        }
    }

    @Test
    void shouldLeaveTheOwnerBeforeOfATelephoneNumberThatTheErasedCustomerHasNow() throws Exception {
        try (CustomersNode node = CustomersNode.start(data)) {
            importSet(node, "one");
            importSet(node, "two", 1);
            assertEquals("gold", node.ask("tel:phone-12").getTier());

            // customer-11 has phone-12 now; customer-12 had it in the set before.
            erase(node, "crm:customer-11");

            assertEquals("standard", node.ask("crm:customer-11").getTier());
            assertEquals("standard", node.ask("tel:phone-12").getTier());
            assertEquals("gold", node.ask("crm:customer-12").getTier());
            assertEquals("gold", node.ask("tel:phone-13").getTier());
            rollBack(node);
            assertEquals("standard", node.ask("crm:customer-11").getTier());
            assertEquals("standard", node.ask("tel:phone-11").getTier());
            assertEquals("gold", node.ask("crm:customer-12").getTier());
        }
    }

    private static void importSet(final CustomersNode node, final String version) throws Exception {
        importSet(node, version, 0);
    }

    /** Imports customers whose telephone numbers have moved on by so many customers. */
    private static void importSet(final CustomersNode node, final String version, final int moved) throws Exception {
        final StringBuilder rows = new StringBuilder("id,phone,account\n");
        for (int i = 0; i < CUSTOMERS; i++) {
            rows.append("customer-" + i + ",phone-" + (i + moved) + ",account-" + i / 3 * 3 + "\n");
        }
        final var unused = Upload.begin(
                        node,
                        Upload.head()
                                .setMapping(ByteString.copyFromUtf8(MAPPING))
                                .setVersion(version)
                                .setActivate(true)
                                .setReason("test"))
                .send(rows.toString())
                .end()
                .result();
    }

    private static void correct(
            final CustomersNode node, final String key, final List<String> alternates, final long version) {
        final var unused = node.calls()
                .upsertCustomer(UpsertCustomerRequest.newBuilder()
                        .setCustomerKey(key)
                        .addAllAlternateKeys(alternates)
                        .setProfile(CustomerProfile.newBuilder().setTier("platinum"))
                        .setSourceVersion(version)
                        .build());
    }

    private static void erase(final CustomersNode node, final String key) {
        final var unused = node.calls()
                .eraseCustomer(EraseCustomerRequest.newBuilder()
                        .setCustomerKey(key)
                        .setReason("asked for it")
                        .build());
    }

    private static void rollBack(final CustomersNode node) {
        final var unused = node.calls()
                .rollbackSegmentSet(
                        RollbackSegmentSetRequest.newBuilder().setReason("see").build());
    }

    private static GetCustomerResponse get(final CustomersNode node, final String key) {
        return node.calls()
                .getCustomer(GetCustomerRequest.newBuilder().setCustomerKey(key).build());
    }

    // Without a decision in the log, which would hold the hash of the key that was asked for.
    private static String customer(final CustomersNode node, final String key) {
        try {
            return get(node, key).getProfile().getTier();
        } catch (final StatusRuntimeException e) {
            assertEquals(Status.Code.NOT_FOUND, e.getStatus().getCode());
            return "standard";
        }
    }

    private static void assertRefused(
            final CustomersNode node, final String key, final String reason, final String part) {
        final Status status = assertThrows(StatusRuntimeException.class, () -> node.calls()
                        .eraseCustomer(EraseCustomerRequest.newBuilder()
                                .setCustomerKey(key)
                                .setReason(reason)
                                .build()))
                .getStatus();
        assertTrue(String.valueOf(status.getDescription()).contains(part), status::toString);
    }

    private void assertEveryRecordIsReadable() {
        final ChunkReader reader = new ChunkReader();
        reader.read(data.resolve("tenants/default/decisions"), (record, set) -> true);
        assertTrue(reader.decisions() > 5, "decisions=" + reader.decisions());
        assertEquals(0, reader.damaged());
        assertEquals(0, reader.cutBytes());
    }

    private static List<String> scan(final Path directory, final KeyHasher hasher, final List<String> keys)
            throws IOException {
        final List<Map.Entry<String, byte[]>> patterns = new ArrayList<>();
        for (final String key : keys) {
            final byte[] hash = KeyHash.of(hasher, key).toBytes();
            final String bare = key.substring(key.indexOf(':') + 1);
            patterns.add(Map.entry(key + " raw", bare.getBytes(StandardCharsets.UTF_8)));
            patterns.add(Map.entry(key + " hash", hash));
            patterns.add(Map.entry(key + " hash, halves turned round", halvesReversed(hash)));
            patterns.add(Map.entry(key + " hash, turned round", reversed(hash, 0, hash.length)));
            final String hex = HexFormat.of().formatHex(hash);
            patterns.add(Map.entry(key + " digits", hex.getBytes(StandardCharsets.US_ASCII)));
            patterns.add(Map.entry(
                    key + " capital digits", hex.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII)));
        }
        final List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                final String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (final Map.Entry<String, byte[]> pattern : patterns) {
                    if (bytes.contains(new String(pattern.getValue(), StandardCharsets.ISO_8859_1))) {
                        found.add(directory.relativize(file) + ": " + pattern.getKey());
                    }
                }
            }
        }
        return found;
    }

    private static byte[] halvesReversed(final byte[] hash) {
        final byte[] turned = new byte[hash.length];
        System.arraycopy(reversed(hash, 0, 8), 0, turned, 0, 8);
        System.arraycopy(reversed(hash, 8, 16), 0, turned, 8, 8);
        return turned;
    }

    private static byte[] reversed(final byte[] bytes, final int from, final int to) {
        final byte[] reversed = new byte[to - from];
        for (int i = from; i < to; i++) {
            reversed[to - 1 - i] = bytes[i];
        }
        return reversed;
    }
}
