package io.kairoute.ctl.table.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableFileTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Seen REVISION = new Seen("default", 3, "", "", 3, HASH);
    private static final Seen DRAFT = new Seen("sö, \"x\";= y", 0, "spring", "v41", 2, HASH);

    @ParameterizedTest
    @ValueSource(strings = {"", "table: x\n", "# mine\ntable: x", "\uFEFFtable: x\n", "table: x\r\n# ü\r\n", "\n\n"})
    void shouldGiveBackADocumentToTheByte(final String document) {
        for (final Seen seen : new Seen[] {REVISION, DRAFT}) {
            final String marked = new String(TableFile.marked(seen, document), StandardCharsets.UTF_8);

            final TableFile read = TableFile.of("x.yaml", marked);

            assertEquals(document, read.document());
            assertEquals(seen, read.seen());
        }
    }

    @Test
    void shouldKnowAMarkAfterAnEditorOfAnotherSystemSavedIt() {
        final TableFile read = TableFile.of("x.yaml", REVISION.mark() + "  \r\ntable: x\r\n");

        assertEquals(REVISION, read.seen());
        assertEquals("table: x\r\n", read.document());
    }

    @Test
    void shouldTakeTheFirstMarkOfACopyOfACopy() {
        final TableFile read = TableFile.of("x.yaml", REVISION.mark() + "\n" + DRAFT.mark() + "\ntable: x\n");

        assertEquals(REVISION, read.seen());
        assertEquals("table: x\n", read.document());
    }

    @Test
    void shouldLeaveAFileWithoutAMarkAsItIs() {
        final TableFile read = TableFile.of("x.yaml", "# kairoute tables\ntable: x\n");

        assertNull(read.seen());
        assertEquals("# kairoute tables\ntable: x\n", read.document());
    }

    @Test
    void shouldIgnoreWordsThatANewerVersionMayAdd() {
        assertEquals(
                REVISION,
                TableFile.of("x.yaml", REVISION.mark() + " colour=red new\n").seen());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# kairoute:",
                "# kairoute: tenant=a revision=3",
                "# kairoute: tenant=a revision=three sha256=HASH",
                "# kairoute: tenant=a revision=3 sha256=HAS",
                "# kairoute: tenant=a draft=spring base=2 sha256=HASH",
                "# kairoute: tenant=a revision=3 etag=v4 sha256=HASH",
                "# kairoute: tenant=a sha256=HASH"
            })
    void shouldRefuseADamagedMarkRatherThanTakeTheFileForOneWithout(final String mark) {
        final Refusal refused =
                assertThrows(Refusal.class, () -> TableFile.of("x.yaml", mark.replace("HASH", HASH) + "\ntable: x\n"));

        assertEquals(ExitCode.USAGE, refused.exitCode());
        assertTrue(String.valueOf(refused.getMessage()).contains("x.yaml is damaged"), refused.getMessage());
    }
}
