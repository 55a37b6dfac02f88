package io.kairoute.router.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.Limits;
import io.kairoute.router.store.ChildJvm;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("alone")
class WorstCaseTablesTest {
    private static final int MOST_MS = 5_000;

    @ParameterizedTest
    @ValueSource(strings = {"limits", "distinct-rows", "one-region", "label-values", "windows", "hours"})
    void shouldCompileWithinHalfAGibibyte(final String table) throws Exception {
        compile(table);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limits",
                "distinct-rows",
                "one-region",
                "many-regions",
                "deep-languages",
                "deep-chain",
                "label-values",
                "many-pairs",
                "windows",
                "hours"
            })
    @Tag("slow")
    void shouldCompileWithinFiveSecondsAndHalfAGibibyte(final String table) throws Exception {
        final String line = compile(table);

        assertTrue(Integer.parseInt(line.replaceAll(".*cpuMs=", "")) < MOST_MS, line);
    }

    private static String compile(final String table) throws Exception {
        final ChildJvm child = ChildJvm.withHeap("512m", WorstCaseTables.class, table);
        final String line = child.awaitLine("compiled");
        System.out.println("worst case " + table + ": " + line);
        child.endsWithin(10_000);
        return line;
    }

    @Test
    void shouldRefuseOneValueMoreThanAllRulesMayAskAbout() {
        final TableReport report =
                TableLoader.load(WorstCaseTables.distinctRows(Limits.RULE_VALUES + 1), LocalDate.of(2026, 11, 21));

        assertEquals(
                1,
                report.problems().stream()
                        .filter(problem -> problem.code().equals("LIMIT_EXCEEDED")
                                && problem.reason()
                                        .contains("131073 different values over all attributes, labels and rules"))
                        .count(),
                () -> report.problems().toString());
    }
}
