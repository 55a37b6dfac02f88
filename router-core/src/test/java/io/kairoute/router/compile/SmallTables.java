package io.kairoute.router.compile;

import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Tables of one occasion, one tier and as many queues as are named, the first of which overflows to the last. */
public final class SmallTables {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final long HORIZON_MS = 1_795_000_000_000L;

    private SmallTables() {}

    /** Compiles one. */
    public static CompiledRevision of(final long number, final List<String> queues) {
        final String last = queues.get(queues.size() - 1);
        final String listed = queues.stream()
                .map(id -> "  - {id: " + id + ", name: Some"
                        + (id.equals(queues.get(0)) && queues.size() > 1
                                ? ", overflow: [{when: {depth_over: 9}, to: " + last + "}]"
                                : "")
                        + "}")
                .collect(Collectors.joining("\n"));
        final TableReport report =
                TableLoader.load(String.format("""
            table: test
            format: 1
            defaults:
              occasion: general
              tier: standard
              treatment: {queue: %1$s, script: help, priority: 40, sla: 60s}
            occasions:
              - id: general
                name: General
                job: Get an answer
                owner: care
                clear_at: 0.8
                ambiguous_at: 0.5
                treatment: {}
                metrics: [time_to_relief]
            tiers:
              - id: standard
                name: Standard
                definition: everybody
                owner: crm
                cadence: monthly
                version: 1
                success: {metric: time_to_relief, target: 0.9}
            queues:
            %2$s
            scripts:
              - {id: help, name: Help, version: 1, default: en, languages: {en: Hello}}
            """, queues.get(0), listed).getBytes(StandardCharsets.UTF_8), TODAY);
        return CompiledRevision.of(
                number,
                Objects.requireNonNull(report.table(), () -> report.problems().toString()),
                Horizon.around(HORIZON_MS));
    }
}
