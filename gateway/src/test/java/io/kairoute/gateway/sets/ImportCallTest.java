package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.kairoute.control.v1.ImportHead;
import io.kairoute.control.v1.ImportResult;
import io.kairoute.control.v1.ImportSegmentSetResponse;
import io.kairoute.control.v1.ListSegmentSetsRequest;
import io.kairoute.control.v1.RejectedRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImportCallTest extends OneCustomersNodeTest {
    private static final long WAIT_NS = 10_000_000_000L;

    @Test
    void shouldImportActivateAndTellHowFarItHasComeWhileTheNodeRoutes() throws Exception {
        final StringBuilder rows = new StringBuilder("id,value\n");
        for (int i = 0; i < 5_000; i++) {
            rows.append(i).append(',').append(i % 200).append('\n');
        }

        final Upload upload = Upload.begin(node, Upload.head().setActivate(true).setReason("November"))
                .send(rows.substring(0, 10_001))
                .send(rows.substring(10_001) + "6000,much\n")
                .end();

        final ImportResult result = upload.result();
        assertEquals(5_001, result.getRows());
        assertEquals(5_000, result.getSegmentSet().getCustomers());
        assertTrue(result.getSegmentSet().getServed());
        assertEquals(
                List.of("CHECKING", "LOADING", "VERIFYING"),
                upload.answers().stream()
                        .filter(ImportSegmentSetResponse::hasProgress)
                        .map(answer -> answer.getProgress().getPhase())
                        .distinct()
                        .toList());
        final List<RejectedRow> rejects = rejects(upload);
        assertEquals(1, rejects.size());
        assertEquals(5_002, rejects.get(0).getLine());
        assertEquals("value", rejects.get(0).getColumn());
        assertEquals("gold", node.ask("crm:150").getTier());
        assertEquals("silver", node.ask("crm:50").getTier());
        assertEquals("november", node.ask("crm:50").getSegmentSetVersion());
        assertEquals("November", node.audit().getEntries(0).getReason());
        awaitNothingTemporary();
    }

    @Test
    void shouldKeepANewSetWithoutServingItUnlessAsked() throws Exception {
        final ImportResult result = imported(Upload.head(), "id,value\n1,5\n");

        assertTrue(!result.getSegmentSet().getActive());
        assertEquals("", node.ask("crm:1").getSegmentSetVersion());
    }

    @Test
    void shouldLeaveNothingOfAnImportThatIsGivenUpHalfWay() throws Exception {
        final Upload first = Upload.begin(node, Upload.head()).send("id,value\n1,5\n2,");
        await(() -> Files.exists(node.folder().temporary("import.csv")));

        first.giveUp();

        awaitNothingTemporary();
        assertEquals(0, sets());
        assertEquals(
                1, imported(Upload.head(), "id,value\n1,5\n").getSegmentSet().getCustomers());
    }

    @Test
    void shouldTakeOneImportAtATime() throws Exception {
        final Upload first = Upload.begin(node, Upload.head()).send("id,value\n");
        await(() -> Files.exists(node.folder().temporary("import.csv")));

        final Status second =
                Upload.begin(node, Upload.head().setVersion("other")).status();

        assertRefused(Status.Code.FAILED_PRECONDITION, "Another import of this tenant is running", second);
        assertEquals(1, first.send("1,5\n").end().result().getSegmentSet().getCustomers());
    }

    @Test
    void shouldLetTheNextImportBeginOnceACallerHeardOfTheEndOfOne() throws Exception {
        for (int i = 0; i < 200; i++) {
            assertRefused(
                    Status.Code.FAILED_PRECONDITION,
                    "customers.csv is empty",
                    upload("").status());
        }
    }

    @Test
    void shouldRefuseFilesThatAreNotAsAskedAndSayWhereTheyAreNot() throws Exception {
        assertRefused(
                Status.Code.FAILED_PRECONDITION,
                "customers.csv names its columns and has no rows",
                upload("id,value\n").status());
        assertRefused(
                Status.Code.FAILED_PRECONDITION,
                "customers.csv is empty",
                upload("").status());
        assertRefused(
                Status.Code.FAILED_PRECONDITION,
                "customers.csv:1: the mapping names the column value, which the file lacks",
                upload("id,worth\n1,5\n").status());
        final Upload twice = upload("id,value\n1,5\n1,6\n1,7\n2,8\n");
        assertRefused(
                Status.Code.FAILED_PRECONDITION,
                "customers.csv: 2 of 4 rows are bad (50.00%), and 1.00% are allowed: the rejects tell which",
                twice.status());
        assertEquals(
                List.of("3 id an earlier row has the same key", "4 id an earlier row has the same key"),
                rejects(twice).stream()
                        .map(row -> row.getLine() + " " + row.getColumn() + " " + row.getReason())
                        .toList());
        assertRefused(
                Status.Code.FAILED_PRECONDITION,
                "the set would have 1 customers, and at least 2 are asked for",
                Upload.begin(node, Upload.head().setFewestCustomers(2))
                        .send("id,value\n1,5\n")
                        .end()
                        .status());
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "The mapping:1:1: colour: unknown key",
                Upload.begin(node, Upload.head().setMapping(ByteString.copyFromUtf8("colour: 1")))
                        .status());
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "The field head.reason is needed",
                Upload.begin(node, Upload.head().setActivate(true)).status());
        assertRefused(
                Status.Code.RESOURCE_EXHAUSTED,
                "holds at most",
                Upload.begin(node, Upload.head()).send("x".repeat(2 << 20)).status());
        assertEquals(0, sets());
        awaitNothingTemporary();
    }

    @Test
    void shouldRefuseAVersionThatAKeptSetHas() throws Exception {
        imported(Upload.head(), "id,value\n1,5\n");

        final Status again = upload("id,value\n1,5\n").status();

        assertRefused(Status.Code.ALREADY_EXISTS, "A kept segment set has this version already", again);
    }

    @Test
    void shouldRemoveWhatAKilledNodeLeftOfAnImport() throws Exception {
        Files.writeString(node.folder().temporary("import.csv"), "id,value\n4711,5\n");

        restart();

        awaitNothingTemporary();
    }

    private Upload upload(final String rows) {
        final Upload upload = Upload.begin(node, Upload.head());
        return (rows.isEmpty() ? upload : upload.send(rows)).end();
    }

    private ImportResult imported(final ImportHead.Builder head, final String rows) throws Exception {
        return Upload.begin(node, head).send(rows).end().result();
    }

    private int sets() {
        return node.calls()
                .listSegmentSets(ListSegmentSetsRequest.getDefaultInstance())
                .getSegmentSetsCount();
    }

    private static List<RejectedRow> rejects(final Upload upload) {
        return upload.answers().stream()
                .flatMap(answer -> answer.getRejects().getRowsList().stream())
                .toList();
    }

    private void awaitNothingTemporary() throws Exception {
        await(() -> {
            try (Stream<Path> files = Files.list(node.folder().segments())) {
                return files.noneMatch(file ->
                        Objects.requireNonNull(file.getFileName()).toString().startsWith(".tmp-"));
            }
        });
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(final Condition condition) throws IOException {
        final long deadlineNs = System.nanoTime() + WAIT_NS;
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadlineNs, "waited too long");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void assertRefused(final Status.Code code, final String part, final Status status) {
        assertEquals(code, status.getCode(), status::toString);
        assertTrue(String.valueOf(status.getDescription()).contains(part), status::toString);
    }
}
