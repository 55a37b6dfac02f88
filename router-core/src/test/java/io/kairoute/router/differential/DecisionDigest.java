package io.kairoute.router.differential;

import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.reference.Dice;
import io.kairoute.router.reference.RequestGenerator;
import io.kairoute.router.reference.Situation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.zone.ZoneRulesProvider;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/** Digests the bytes of many decisions, so that two virtual machines can be compared by one line each. */
public final class DecisionDigest {
    /** How many decisions go into a digest. */
    static final int DECISIONS = 6_000;

    private static final long SEED = 20_261_121;
    private static final int TABLES = 60;

    private DecisionDigest() {}

    /** Prints the digest of this virtual machine. */
    public static void main(final String[] arguments) {
        System.out.println(line());
    }

    /** The version of the time-zone rules, and the digest. */
    static String line() {
        final String tzdb = ZoneRulesProvider.getVersions("UTC").lastEntry().getKey();
        return "tzdb=" + tzdb + " digest=" + digest();
    }

    private static String digest() {
        final MessageDigest digest = sha256();
        final byte[] answer = new byte[Limits.RESPONSE_BYTES];
        final UnsafeBuffer response = new UnsafeBuffer(answer);
        for (int table = 0; table < TABLES; table++) {
            final Situation situation = Situation.of(SEED, table);
            final RequestGenerator generator = new RequestGenerator(situation);
            final Router router = new CompiledRouter().routerFor(situation.scenario());
            for (int i = 0; i < DECISIONS / TABLES; i++) {
                final RequestGenerator.Question question = generator.question(Dice.part(SEED + table, i));
                final byte[] request = question.request().toByteArray();
                final int length = router.route(
                        new UnsafeBuffer(request), 0, request.length, 0, question.serverClockMs(), response, 0);
                if (length < 0) {
                    throw new AssertionError("table=" + table + " request=" + i + " status=" + length);
                }
                digest.update(answer, 0, length);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
