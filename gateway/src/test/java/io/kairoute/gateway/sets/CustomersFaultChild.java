package io.kairoute.gateway.sets;

import io.kairoute.control.v1.CustomerProfile;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.sets.ServedCustomers.Known;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.store.FaultStage;
import io.kairoute.router.store.FaultyDisk;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Corrects, imports and erases customers over a disk whose every step fails once, and says how each scene went. */
final class CustomersFaultChild {
    private static final Call ANN = Call.by("ann", "here", Router.ANY_TENANT);
    private static final int CUSTOMERS = 40;

    private final FaultStage stage;
    private final FaultyDisk disk;
    private int imports;

    private CustomersFaultChild(final FaultStage stage) {
        this.stage = stage;
        this.disk = stage.disk();
    }

    /** Runs under the directory named. */
    public static void main(final String[] arguments) throws Exception {
        final CustomersFaultChild child = new CustomersFaultChild(FaultStage.at(Path.of(arguments[0])));
        child.corrections();
        child.imports();
        child.erasures();
        FaultStage.done();
    }

    private void corrections() throws IOException {
        final Path directory = stage.scene();
        long refused = 0;
        long step = 0;
        try (CustomersNode node = CustomersNode.start(directory)) {
            importSet(node.segments());
            correct(node, 1, 1);
            for (boolean hasFailed = true; hasFailed; ) {
                step++;
                final int version = 2 * (int) step;
                disk.failOnce(node.folder().corrections(), step, FaultStage.error(step));
                final boolean isMade = isMade("correction", () -> correct(node, 1, version));
                disk.mend();
                hasFailed = disk.failed() > 0;
                final String where = "correction step=" + step + " at=" + disk.firstFailed();
                final int expected = isMade ? version : version - 1;
                refused += isMade ? 0 : 1;
                FaultStage.check(tenure(node) == expected, where + ": serves " + tenure(node));
                FaultStage.check(tenureIfKilledNow(node) == expected, where + ": not what was acknowledged is kept");
                FaultStage.check(node.ask("crm:1").getTier().equals("platinum"), where + ": routing was disturbed");
                correct(node, 1, version + 1);
                FaultStage.check(tenure(node) == version + 1, where + ": not again");
            }
        }
        FaultStage.check(refused > 0, "no correction was ever refused");
        FaultStage.end("correction", step - 1, refused, directory);
    }

    private void imports() throws IOException {
        final Path directory = stage.scene();
        long refused = 0;
        long step = 0;
        try (CustomersNode node = CustomersNode.start(directory)) {
            importSet(node.segments());
            for (boolean hasFailed = true; hasFailed; ) {
                step++;
                final int before = node.segments().served().number();
                disk.failOnce(node.folder().segments(), step, FaultStage.error(step));
                final boolean isMade = isMade("import", () -> importSet(node.segments()));
                disk.mend();
                hasFailed = disk.failed() > 0;
                final String where = "import step=" + step + " at=" + disk.firstFailed();
                refused += isMade ? 0 : 1;
                final int served = node.segments().served().number();
                FaultStage.check(isMade ? served > before : served == before, where + ": serves " + served);
                FaultStage.check(served == node.segments().kept().activeNumber(), where + ": another is active");
                FaultStage.check(node.ask("crm:1").getTier().equals("silver"), where + ": routing was disturbed");
                nothingTemporary(node, where);
            }
            final int last = node.segments().served().number();
            importSet(node.segments());
            FaultStage.check(node.segments().served().number() > last, "import: not again");
        }
        FaultStage.check(refused > 0, "no import was ever refused");
        FaultStage.end("import", step - 1, refused, directory);
    }

    private void erasures() throws IOException {
        final Path directory = stage.scene();
        long refused = 0;
        long step = 0;
        try (CustomersNode node = CustomersNode.start(directory)) {
            for (boolean hasFailed = true; hasFailed; ) {
                importSet(node.segments());
                step++;
                disk.failOnce(node.folder().segments(), step, FaultStage.error(step));
                final boolean isMade = isMade("erasure", () -> erase(node, "crm:1"));
                disk.mend();
                hasFailed = disk.failed() > 0;
                final String where = "erasure step=" + step + " at=" + disk.firstFailed();
                refused += isMade ? 0 : 1;
                erase(node, "crm:1");
                FaultStage.check(find(node, "crm:1") == null, where + ": not again");
                for (int i = 2; i < CUSTOMERS; i++) {
                    final Known other = find(node, "crm:" + i);
                    FaultStage.check(other != null && other.profile().isIntact(), where + ": customer " + i);
                }
                FaultStage.check(node.ask("crm:2").getTier().equals("silver"), where + ": routing was disturbed");
            }
        }
        try (CustomersNode node = CustomersNode.start(directory)) {
            FaultStage.check(find(node, "crm:1") == null, "erasure: came back");
            FaultStage.check(find(node, "crm:2") != null, "erasure: another went, too");
        }
        FaultStage.check(refused > 0, "no erasure was ever refused");
        FaultStage.end("erasure", step - 1, refused, directory);
    }

    private static boolean isMade(final String what, final Runnable change) {
        try {
            change.run();
            return true;
        } catch (final StoreException | AdminRefused e) {
            final String sentence = String.valueOf(e.getMessage());
            FaultStage.check(!sentence.isBlank() && !sentence.contains("\n"), what + " not refused precisely: " + e);
            return false;
        }
    }

    private static void correct(final CustomersNode node, final int customer, final int version) {
        final var unused = node.segments()
                .served()
                .correct(new Correction(
                        KeyHash.of(node.segments().hasher(), "crm:" + customer),
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

    private void importSet(final TenantSegments segments) {
        SilverSet.load(segments, ANN, "set-" + ++imports, CUSTOMERS);
    }

    private static void erase(final CustomersNode node, final String key) {
        final var unused = node.segments()
                .erasure()
                .erase(ANN, KeyHash.of(node.segments().hasher(), key), "asked for it", () -> false);
    }

    private static @Nullable Known find(final CustomersNode node, final String key) {
        return node.segments().served().find(KeyHash.of(node.segments().hasher(), key));
    }

    private static int tenure(final CustomersNode node) {
        final Known known = find(node, "crm:1");
        return known == null ? -1 : known.profile().tenureMonths();
    }

    private int tenureIfKilledNow(final CustomersNode node) throws IOException {
        final Path file = node.folder().corrections();
        final Path copy = Files.createTempDirectory(stage.root(), "killed").resolve("corrections.db");
        for (final String suffix : List.of("", "-wal")) {
            if (Files.exists(Path.of(file + suffix))) {
                Files.copy(Path.of(file + suffix), Path.of(copy + suffix));
            }
        }
        final Corrections kept = new Corrections(copy, note -> FaultStage.check(false, note));
        final Correction correction = kept.of(KeyHash.of(node.segments().hasher(), "crm:1"));
        kept.close();
        final CustomerProfile profile = correction == null ? null : correction.profile();
        return profile == null ? -1 : profile.getTenureMonths();
    }

    private static void nothingTemporary(final CustomersNode node, final String where) throws IOException {
        try (Stream<Path> files = Files.walk(node.folder().segments())) {
            final List<Path> left = files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith(".tmp-"))
                    .toList();
            FaultStage.check(left.isEmpty(), where + " left " + left);
        }
    }
}
