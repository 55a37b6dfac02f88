package io.kairoute.gateway.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.GetOutcomeRequest;
import io.kairoute.control.v1.ListOutcomesRequest;
import io.kairoute.gateway.Refused;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeEraseTest {
    @TempDir
    private Path data = Path.of("");

    @Test
    void shouldLeaveNoByteThatNamesAnErasedCustomerAndKeepWhatWasToldOfOthers() throws Exception {
        try (OutcomesNode node = OutcomesNode.start(data)) {
            told(node, "crm:4711", 1);
            told(node, "crm:4712", 2);
            node.report(TestOutcomes.handled("call-17", 1, 10));
            assertTrue(finds("crm:4711"), "the scan finds what is there");

            node.erase("crm:4711");

            assertEquals(
                    "UNKNOWN_OUTCOME", Refused.by(() -> known(node, "crm:4711")).reason());
            assertEquals(2, known(node, "crm:4712"));
            assertEquals(10, node.known("call-17").getMerged().getHandleMs());
        }

        assertTrue(finds("crm:4712"), "the scan finds what is there");
        assertTrue(!finds("crm:4711"), "a hash of the customer is left");
        Files.delete(folder().outcomeIndex());
        try (OutcomesNode again = OutcomesNode.start(data)) {
            assertEquals(2, known(again, "crm:4712"));
            assertEquals(
                    List.of(10L, 0L),
                    again.list(ListOutcomesRequest.getDefaultInstance()).getOutcomesList().stream()
                            .map(one -> one.getOutcome().getHandleMs())
                            .toList(),
                    "what was told of nobody any more is in no list");
        }
    }

    private static void told(final OutcomesNode node, final String customer, final int orders) {
        node.report(TestOutcomes.of("", 1)
                .setCustomerKey(customer)
                .setOrders(orders)
                .build());
    }

    private static int known(final OutcomesNode node, final String customer) {
        return node.calls()
                .getOutcome(GetOutcomeRequest.newBuilder()
                        .setDecisionId("-")
                        .setCustomerKey(customer)
                        .build())
                .getMerged()
                .getOrders();
    }

    private TenantFolder folder() {
        return new TenantFolder(data.resolve("tenants").resolve("default"), true);
    }

    private boolean finds(final String key) throws IOException {
        final String hash = new String(
                KeyHash.of(TenantSecret.open(folder()).hasher(), key).toBytes(), StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.walk(data)) {
            for (final Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                final String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (bytes.contains(hash) || bytes.contains(key)) {
                    return true;
                }
            }
        }
        return false;
    }
}
