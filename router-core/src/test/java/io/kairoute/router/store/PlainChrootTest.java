package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.Needs;
import io.kairoute.router.key.KeyHasher;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain chroot: nothing is mounted on /proc, so Java does not know the mount of any file. */
class PlainChrootTest {
    private static final int CUSTOMERS = 2_000;
    private static final String IN_A_CHROOT =
            "mount --rbind / \"$1\" && umount --lazy \"$1/proc\" && exec chroot \"$@\"";

    /** Runs inside the chroot: loads a set into a directory. */
    public static void main(final String[] arguments) throws IOException {
        final Path directory = Path.of(arguments[0]);
        final SegmentSets sets =
                new SegmentSets(new TenantFolder(directory, true), new KeyHasher(new byte[16]), InstantSource.system());
        sets.activate(SetFixture.load(sets, "v1", CUSTOMERS));
        final OpenSegmentSet set = sets.openActive().set();
        System.out.println("mount named: " + DiskRoom.isMountNamed(directory) + ", found: "
                + (set == null ? 0 : SetFixture.found(set.store(), CUSTOMERS)));
    }

    @Test
    void shouldMakeASegmentSetWhereJavaDoesNotKnowTheMount(@TempDir final Path directory) throws Exception {
        final Path root = Files.createDirectory(directory.resolve("root"));
        final Path data = Files.createDirectory(directory.resolve("data"));
        Needs.present(
                "mount", run("unshare", "--mount", "true").code == 0 ? null : "this process may not mount a disk");

        final Run made = run(inAChroot(root, data));

        assertTrue(made.said.contains("mount named: false, found: " + CUSTOMERS), made.said);
        final Path map = onlyMapIn(data);
        final Run room = run("du", "--block-size=1", map.toString());
        assertTrue(Long.parseLong(room.said.split("\t", 2)[0]) >= Files.size(map), "reserved: " + room.said);
    }

    private static Path onlyMapIn(final Path data) throws IOException {
        try (var files = Files.walk(data)) {
            return files.filter(file -> file.getFileName().toString().equals(SegmentSets.PROFILES))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String[] inAChroot(final Path root, final Path data) {
        final String java = System.getProperty("java.home");
        final List<String> command = new ArrayList<>(
                List.of("unshare", "--mount", "sh", "-c", IN_A_CHROOT, "sh", root.toString(), java + "/bin/java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--add-") || flag.startsWith("--enable-native-access"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                PlainChrootTest.class.getName(),
                data.toString()));
        return command.toArray(String[]::new);
    }

    private record Run(int code, String said) {}

    private static Run run(final String... command) throws IOException, InterruptedException {
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Java finds its own libraries through /proc.
        final String java = System.getProperty("java.home");
        builder.environment().put("LD_LIBRARY_PATH", java + "/lib:" + java + "/lib/server");
        final Process process = builder.start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }
}
