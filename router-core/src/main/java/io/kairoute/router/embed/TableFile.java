package io.kairoute.router.embed;

import io.kairoute.router.table.Problem;
import io.kairoute.router.table.Problem.Severity;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import io.kairoute.router.table.yaml.TableWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A table as it was read from a host's file. Immutable.
 *
 * @param table without errors
 * @param warnings a line each
 */
record TableFile(TableDefinition table, List<String> warnings) {
    // What a number of JSON holds exactly.
    private static final int NUMBER_BITS = 53;

    /** Reads a file. */
    static TableFile load(final Path file, final InstantSource clock) {
        final TableReport report = TableLoader.load(file, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        final TableDefinition table = report.table();
        if (table == null) {
            throw new RefusedTableException(lines(report, file, Severity.ERROR));
        }
        return new TableFile(table, lines(report, file, Severity.WARNING));
    }

    private static List<String> lines(final TableReport report, final Path file, final Severity severity) {
        return report.problems().stream()
                .filter(problem -> problem.severity() == severity)
                .map((Problem problem) -> problem.toLine(file.toString()))
                .toList();
    }

    /**
     * The table's number, made of all that it says and of nothing else: not of comments, nor of the time, the machine or what
     * was in force before.
     */
    long revision() {
        try {
            final byte[] digest = MessageDigest.getInstance("SHA-256").digest(TableWriter.write(table));
            return Math.max(1, ByteBuffer.wrap(digest).getLong() >>> (Long.SIZE - NUMBER_BITS));
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
