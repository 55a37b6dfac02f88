package io.kairoute.gateway.sets;

import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.gateway.api.Call;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHash;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Corrects customers and imports sets beside each other without end, saying what was acknowledged, until it is killed. */
final class CustomersChild {
    static final int CUSTOMERS = 2_000;
    static final int CORRECTED = 40;

    private CustomersChild() {}

    /** Arguments: the data directory, the source version to begin with, a name for the versions of sets. */
    public static void main(final String[] arguments) {
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        final CustomersNode node = CustomersNode.start(Path.of(arguments[0]));
        final Call actor = Call.by("child", "here", Router.ANY_TENANT);
        SilverSet.load(node.segments(), actor, arguments[2], CUSTOMERS);
        out.println("ready");
        final Thread corrections = new Thread(() -> {
            for (int version = Integer.parseInt(arguments[1]); ; version++) {
                correct(node.segments(), version);
                out.println("corrected " + version);
            }
        });
        corrections.start();
        for (int i = 0; ; i++) {
            final int number = SilverSet.load(node.segments(), actor, arguments[2] + "-" + i, CUSTOMERS);
            out.println("imported " + number);
        }
    }

    /** The customer whom a version corrects, and how often it was that one's turn before. */
    static int customer(final int version) {
        return version % CORRECTED;
    }

    private static void correct(final TenantSegments segments, final int version) {
        final var unused = segments.served()
                .correct(new Correction(
                        KeyHash.of(segments.hasher(), "crm:" + customer(version)),
                        0,
                        version,
                        System.currentTimeMillis(),
                        List.of(),
                        null,
                        CustomerProfile.newBuilder()
                                .setTier("platinum")
                                .setTenureMonths(version)
                                .build()));
    }
}
