package io.kairoute.node.table;

import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.gateway.table.TableProtos;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import io.kairoute.router.table.yaml.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Reads table files, and tells whether they can be served. */
public final class Tables {
    private Tables() {}

    /** The ending of files in the protobuf form; all others are YAML. */
    public static final String PROTOBUF_ENDING = ".binpb";

    /** A file as a YAML document: as it is, or written from the protobuf form. */
    public static byte[] document(final Path file) {
        needThere(file);
        try {
            return isProtobuf(file) ? TableWriter.write(read(file)) : Files.readAllBytes(file);
        } catch (final IOException e) {
            throw new Refusal("The table " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Everything that is wrong or doubtful in a file.
     *
     * @throws Refusal when there is no such file
     */
    public static TableReport check(final Path file) {
        needThere(file);
        final LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return isProtobuf(file) ? TableProtos.load(file, today) : TableLoader.load(file, today);
    }

    private static void needThere(final Path file) {
        if (Files.notExists(file)) {
            throw Refusal.noFile(file, new NoSuchFileException(file.toString()));
        }
    }

    /** Whether a file's name says that it is in the protobuf form. */
    public static boolean isProtobuf(final Path file) {
        return file.toString().endsWith(PROTOBUF_ENDING);
    }

    /**
     * The table in a file.
     *
     * @throws Refusal when it has errors; names the first one
     */
    public static TableDefinition read(final Path file) {
        final TableReport report = check(file);
        final TableDefinition table = report.table();
        if (table != null) {
            return table;
        }
        final List<Problem> errors = report.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();
        throw new Refusal(errors.get(0).toLine(file.toString())
                + (errors.size() == 1
                        ? ""
                        : " And " + (errors.size() - 1) + " more: see kairoute table check " + file + "."));
    }
}
