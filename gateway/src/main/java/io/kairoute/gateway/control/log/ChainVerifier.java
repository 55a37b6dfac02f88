package io.kairoute.gateway.control.log;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.LiveOccasionDeclared;
import io.kairoute.gateway.sqlite.SqliteFile;
import io.kairoute.router.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks a control log from outside: every edit, deletion and reorder shows and, against a head noted earlier, a cut tail.
 *
 * <p>Needs the file and the key, and no node; it may run beside one.
 */
public final class ChainVerifier {
    private static final int MOST_FINDINGS = 20;

    private final HashChain chain;
    private final Map<String, AuditHead> heads = new LinkedHashMap<>();
    private final Map<AuditHead, String> passed = new LinkedHashMap<>();
    private final List<String> findings = new ArrayList<>();
    private final Map<DocumentTable.Holder, ByteString> held = new TreeMap<>();
    private long sequence;
    private long withAccounts;

    private ChainVerifier(final ChainKey key) {
        this.chain = new HashChain(key);
    }

    /**
     * What was found.
     *
     * @param entries entries read
     * @param heads by tenant, where its chain ends
     * @param findings everything that is wrong, the first 20; empty when nothing is
     * @param withAccounts entries of older versions that hold account keys as they were sent, which nothing can remove
     */
    public record Verdict(long entries, Map<String, AuditHead> heads, List<String> findings, long withAccounts) {}

    /**
     * Checks a log.
     *
     * @param expected by tenant, a head that was noted earlier
     * @throws StoreException when the file cannot be read at all
     */
    public static Verdict verify(final Path file, final ChainKey key, final Map<String, AuditHead> expected) {
        final ChainVerifier verifier = new ChainVerifier(key);
        try (Connection connection = new SqliteFile(file, ControlLogLayout.LAYOUT).connectToRead()) {
            verifier.entries(connection, expected);
            verifier.documents(connection);
            verifier.holders(connection);
            verifier.structure(connection);
        } catch (final SQLException e) {
            verifier.find("the file is damaged: " + e.getMessage());
        }
        expected.forEach(verifier::compare);
        return new Verdict(
                verifier.sequence, Map.copyOf(verifier.heads), List.copyOf(verifier.findings), verifier.withAccounts);
    }

    private void entries(final Connection connection, final Map<String, AuditHead> expected) throws SQLException {
        EntryTable.all(connection, entry -> {
            check(entry);
            final AuditHead head = new AuditHead(entry.number(), HexFormat.of().formatHex(entry.hash()));
            heads.put(entry.tenant(), head);
            if (head.equals(expected.get(entry.tenant()))) {
                passed.put(head, entry.tenant());
            }
            sequence = entry.sequence();
            DocumentTable.fold(DocumentUse.of(entry), held);
            withAccounts += holdsAccounts(entry.command()) ? 1 : 0;
            return true;
        });
    }

    private void check(final ControlEntry entry) {
        if (entry.sequence() != sequence + 1) {
            find(
                    entry.sequence() <= sequence
                            ? "entry " + entry.sequence() + " stands after entry " + sequence
                            : "the entries " + (sequence + 1) + " to " + (entry.sequence() - 1) + " are missing");
        }
        final AuditHead head = heads.get(entry.tenant());
        final long before = head == null ? 0 : head.count();
        if (entry.number() != before + 1) {
            find("tenant " + entry.tenant() + ": entry " + entry.number() + " follows entry " + before);
        }
        final byte[] hashBefore =
                head == null ? HashChain.START : HexFormat.of().parseHex(head.hash());
        if (!Arrays.equals(entry.hash(), chain.hash(hashBefore, entry))) {
            find("tenant " + entry.tenant() + ": entry " + entry.number() + " (" + entry.kind()
                    + ") or the one before it is not what was written, or the key is another");
        }
    }

    // Every document is what its name says, and those of revisions and drafts are there.
    private void documents(final Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT sha256, bytes FROM document");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                if (!Arrays.equals(EntryTable.bytes(rows, 1), Sha256.of(EntryTable.bytes(rows, 2)))) {
                    find("the table document " + HexFormat.of().formatHex(EntryTable.bytes(rows, 1))
                            + " is not what it was");
                }
            }
        }
        try (PreparedStatement document =
                connection.prepareStatement("SELECT count(*) FROM document WHERE sha256 = ?")) {
            for (final ByteString needed : Set.copyOf(held.values())) {
                if (!isThere(document, needed)) {
                    find("the table document " + HexFormat.of().formatHex(needed.toByteArray())
                            + " of a revision or draft is missing");
                }
            }
        }
    }

    // What the file says of who holds what decides which document goes next.
    private void holders(final Connection connection) throws SQLException {
        if (SqliteFile.format(connection) >= ControlLogLayout.WITH_HOLDERS
                && !DocumentTable.holders(connection).equals(held)) {
            find("the table of who holds which table document is not what the entries say");
        }
    }

    // What lies beside the chain, such as an index or what the file says of its own tables, is read by no entry.
    private void structure(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA integrity_check(1)")) {
            while (rows.next()) {
                if (!"ok".equals(rows.getString(1))) {
                    find("the file is damaged beside the entries: " + rows.getString(1));
                }
            }
        }
    }

    private static boolean holdsAccounts(final byte[] command) {
        try {
            final LiveOccasionDeclared declared = Command.parseFrom(command).getLiveOccasionDeclared();
            return declared.getLiveOccasion().getAccountsCount() > 0 && !declared.getAccountsMasked();
        } catch (final InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static boolean isThere(final PreparedStatement document, final ByteString sha256) throws SQLException {
        document.setBytes(1, sha256.toByteArray());
        try (ResultSet rows = document.executeQuery()) {
            return rows.next() && rows.getInt(1) == 1;
        }
    }

    private void compare(final String tenant, final AuditHead expected) {
        final AuditHead head = heads.get(tenant);
        if (head == null) {
            find("tenant " + tenant + ": the log has no entry of it, and had " + expected.count()
                    + ": all of them were taken out, or the name is another one; there are entries of "
                    + String.join(", ", new TreeSet<>(heads.keySet())));
        } else if (!passed.containsKey(expected)) {
            find(
                    head.count() < expected.count()
                            ? String.format(
                                    Locale.ROOT,
                                    "tenant %s: the chain has %d entries and had %d: its tail was cut off",
                                    tenant,
                                    head.count(),
                                    expected.count())
                            : "tenant " + tenant + ": entry " + expected.count()
                                    + " does not have the hash of that head");
        }
    }

    private void find(final String finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }
}
