package io.kairoute.gateway.table;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.router.Limits;
import io.kairoute.router.table.PlacesInText;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import io.kairoute.router.table.yaml.TableWriter;
import io.kairoute.table.v1.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Turns a table into its protobuf form and back.
 *
 * <p>What comes from outside is written as YAML and read again, so that both forms are held to the same checks by the
 * same code, and mean the same table.
 */
public final class TableProtos {
    private TableProtos() {}

    /** The protobuf form; equal tables give equal messages, and those equal bytes. */
    public static Table write(final TableDefinition table) {
        return TableToProto.table(table);
    }

    /**
     * Reads and checks a file that holds a serialized table.
     *
     * @param today the day with which review dates are compared
     */
    public static TableReport load(final Path file, final LocalDate today) {
        try (InputStream input = Files.newInputStream(file)) {
            return load(input.readNBytes(Limits.TABLE_BYTES + 1), today);
        } catch (final NoSuchFileException missing) {
            return refused("FILE_MISSING", "The file does not exist.", "Check its name and directory.");
        } catch (final IOException unreadable) {
            return refused(
                    "FILE_UNREADABLE",
                    "The file cannot be read: " + unreadable.getMessage() + ".",
                    "Check that it is a file, and your permission to read it.");
        }
    }

    /**
     * Reads and checks a serialized table.
     *
     * @param message at most {@link Limits#TABLE_BYTES} bytes
     * @param today the day with which review dates are compared
     */
    public static TableReport load(final byte[] message, final LocalDate today) {
        if (message.length > Limits.TABLE_BYTES) {
            return refused(
                    "LIMIT_EXCEEDED",
                    "The message has " + message.length + " bytes, the limit is " + Limits.TABLE_BYTES + ".",
                    "Split the table, or shorten it.");
        }
        try {
            return load(Table.parseFrom(message), today);
        } catch (final InvalidProtocolBufferException malformed) {
            return refused(
                    "MALFORMED_PROTOBUF",
                    "The bytes are no kairoute.table.v1.Table: " + malformed.getMessage(),
                    "Write the table with \"kairoute table convert --to protobuf\" or with the published .proto file.");
        }
    }

    /**
     * Reads and checks a table.
     *
     * @param today the day with which review dates are compared
     */
    public static TableReport load(final Table message, final LocalDate today) {
        if (message.getFormat() != TableDefinition.FORMAT) {
            return refused(
                    "UNSUPPORTED_FORMAT",
                    "The table has format " + message.getFormat() + ", this version reads format "
                            + TableDefinition.FORMAT + ".",
                    "Use a version of Kairoute that knows this format.");
        }
        final Problems problems = new Problems(PlacesInText.NONE);
        final TableDefinition table = new TableFromProto(problems).table(message);
        return problems.hasErrors()
                ? new TableReport(null, problems.sorted())
                : TableLoader.load(TableWriter.write(table), today);
    }

    private static TableReport refused(final String code, final String reason, final String remedy) {
        final Problems problems = new Problems(PlacesInText.NONE);
        problems.error(code, TablePath.ROOT, reason, remedy);
        return new TableReport(null, problems.sorted());
    }
}
