package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.control.v1.UpsertCustomerRequest;
import io.kairoute.gateway.sets.SetActivation.Change;
import io.kairoute.router.embed.ContactRequest;
import io.kairoute.router.embed.EmbeddedRouting;
import io.kairoute.router.embed.OpeningOption;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that opens the directory of a node never routes a customer by what the customer has withdrawn. */
class EmbeddedAfterANodeTest extends OneCustomersNodeTest {
    @TempDir
    private Path elsewhere = Path.of("");

    private Path table = Path.of("");

    @BeforeEach
    void serveASet() throws IOException {
        table = Files.writeString(elsewhere.resolve("table.yaml"), CustomersNode.document());
        final int number = TestSets.write(node.folder(), "v1", Instant.now().minusSeconds(60), 10, "gold");
        final var unused = node.segments().activation().activate(Change.once(OneTenant.ANN, "test"), number);
    }

    @Test
    void shouldOpenTheDirectoryOfANodeThatCorrectedNobody() {
        node.close();

        try (EmbeddedRouting routing = EmbeddedRouting.open(table, data, InstantSource.system())) {
            assertEquals("gold", tier(routing));
        }
        node = CustomersNode.start(data);
    }

    @Test
    void shouldRefuseTheDirectoryOfANodeWhereACustomerWithdrewConsent() {
        final var unused = node.calls()
                .upsertCustomer(UpsertCustomerRequest.newBuilder()
                        .setCustomerKey("crm:7")
                        .setSourceVersion(1)
                        .setProfile(CustomerProfile.newBuilder().setTier("gold").setPersonalization(false))
                        .build());
        assertEquals("CONSENT_OFF", node.ask("crm:7").getSegmentSource());
        node.close();

        final StoreException refused =
                assertThrows(StoreException.class, () -> EmbeddedRouting.open(table, data, InstantSource.system()));

        final String said = String.valueOf(refused.getMessage());
        assertTrue(said.contains("withdrawn consent") && said.contains("WITHOUT_CORRECTIONS"), said);
        try (EmbeddedRouting routing =
                EmbeddedRouting.open(table, data, InstantSource.system(), OpeningOption.WITHOUT_CORRECTIONS)) {
            assertEquals("gold", tier(routing));
        }
        node = CustomersNode.start(data);
        assertEquals("CONSENT_OFF", node.ask("crm:7").getSegmentSource(), "the node goes on as before");
    }

    private static String tier(final EmbeddedRouting routing) {
        return routing.newRouter()
                .route(ContactRequest.of("call-1").customerKey("crm:7"))
                .tier();
    }
}
