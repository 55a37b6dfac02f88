package io.kairoute.gateway.control.log;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.sqlite.SqliteFile;
import io.kairoute.gateway.sqlite.SqliteTransactions;
import java.nio.file.Path;

/** Makes control logs of one tenant in which one table was published again and again. */
public final class PublishedLog {
    private PublishedLog() {}

    /** Goes on to so many publishes, in one transaction, since each proposal would be one of its own. */
    public static void fill(final Path file, final ChainKey key, final byte[] document, final int publishes) {
        final SqliteTransactions transactions = new SqliteFile(file, ControlLogLayout.LAYOUT).open();
        transactions.write(connection -> {
            final ChainEnd end = new ChainEnd(new HashChain(key));
            EntryTable.all(connection, end::check);
            final ByteString hash = ByteString.copyFrom(Sha256.of(document));
            while (end.sequence() < publishes) {
                final ControlEntry entry = end.next(new NewEntry(
                        "default",
                        1_800_000_000_000L + end.sequence(),
                        "key:ann",
                        "127.0.0.1",
                        "table_published",
                        "published again",
                        Command.newBuilder()
                                .setRequestId("request-" + end.sequence())
                                .setTablePublished(TablePublished.newBuilder()
                                        .setRevision(end.sequence() + 1)
                                        .setBaseRevision(end.sequence())
                                        .setDocument(hash))
                                .build()
                                .toByteArray()));
                EntryTable.insert(connection, entry);
                DocumentTable.follow(connection, entry, Beside.document(document));
                end.add(entry);
            }
        });
        transactions.close();
    }

    /** Entries that were read and checked one by one when a log was opened. */
    public static long readAtStart(final SqliteControlLog log) {
        return log.checkedAtStart();
    }
}
