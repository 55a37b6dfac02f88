package io.kairoute.router.table.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.table.Documents;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.yaml.TableReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every word of what is said of many broken documents, and its order where there is a document, so that tidying the checks changes nothing that an author
 * sees. Whoever changes a message on purpose takes over the digest that the failure shows.
 */
class ProblemsOfBrokenDocumentsTest {
    private static final String DIGEST = "e47a184223e52b91b0080a2273d18e4a34927f96e0a3cbdbc44c08454ecf5a35";
    private static final int DOCUMENTS = 300;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final Pattern SCALAR = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:%/-]*");
    private static final List<String> ODD = List.of(
            "\"\"",
            "-1",
            "101",
            "nobody",
            "0",
            "1s",
            "-5%",
            "120%",
            "en--AU",
            "AU-1-2-3-4-5-6-7-8",
            "2026-02-30",
            "\"24:00\"",
            "[]",
            "{}",
            "true",
            "2020-01-01",
            "always",
            "x".repeat(256),
            "99999999999",
            "RISKY",
            "voice",
            "00:00");

    @Test
    void shouldSayTheSameInTheSameOrder() throws NoSuchAlgorithmException {
        final MessageDigest digest = MessageDigest.getInstance("SHA-256");
        final Set<String> codes = new TreeSet<>();
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            final byte[] document = broken(new Random(seed)).getBytes(StandardCharsets.UTF_8);
            add(digest, codes, TableLoader.load(document, TODAY).problems());
            final TableDefinition table = TableReader.read(document).table();
            if (table != null) {
                add(digest, codes, inAnyOrder(TableChecks.check(table, TODAY).problems()));
            }
        }

        assertTrue(codes.size() >= 30, () -> "codes=" + codes);
        assertEquals(DIGEST, HexFormat.of().formatHex(digest.digest()));
    }

    private static void add(final MessageDigest digest, final Set<String> codes, final List<Problem> problems) {
        for (final Problem problem : problems) {
            codes.add(problem.code());
            digest.update((problem.toString() + '\n').getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Without a document there is no order but that of the walk over the table. */
    private static List<Problem> inAnyOrder(final List<Problem> problems) {
        return problems.stream().sorted(Comparator.comparing(Problem::toString)).toList();
    }

    private static String broken(final Random random) {
        final List<String> lines = new ArrayList<>(Documents.full().lines().toList());
        for (int mistakes = 1 + random.nextInt(8); mistakes > 0; mistakes--) {
            final int line = random.nextInt(lines.size());
            switch (random.nextInt(6)) {
                case 0 -> lines.remove(line);
                case 1 -> lines.add(line, lines.get(line));
                default -> lines.set(line, withOther(lines.get(line), lines, random));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** The line with one of its words replaced by an odd one, or by a word of another line. */
    private static String withOther(final String line, final List<String> lines, final Random random) {
        final List<String> words = words(line);
        if (words.isEmpty()) {
            return line;
        }
        final List<String> others = words(lines.get(random.nextInt(lines.size())));
        final String other = others.isEmpty() || random.nextBoolean()
                ? ODD.get(random.nextInt(ODD.size()))
                : others.get(random.nextInt(others.size()));
        // Rather a value than a key, which stands first.
        final String word = words.get(words.size() == 1 ? 0 : 1 + random.nextInt(words.size() - 1));
        final int at = line.lastIndexOf(word);
        return line.substring(0, at) + other + line.substring(at + word.length());
    }

    private static List<String> words(final String line) {
        final List<String> words = new ArrayList<>();
        for (final Matcher matcher = SCALAR.matcher(line); matcher.find(); ) {
            words.add(matcher.group());
        }
        return words;
    }
}
