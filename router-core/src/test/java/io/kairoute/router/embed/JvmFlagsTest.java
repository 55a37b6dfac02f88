package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.store.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that was started without the flags is told which. */
class JvmFlagsTest {
    @TempDir
    private Path directory;

    @Test
    void shouldNameTheFlagsThatAHostWasStartedWithout() throws Exception {
        final String said =
                ChildJvm.withoutFlags(Opening.class, directory.toString()).readToEnd();

        assertTrue(said.contains("IllegalStateException"), said);
        assertTrue(said.contains("add --add-exports=java.base/jdk.internal.ref=ALL-UNNAMED"), said);
        assertTrue(said.contains("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED"), said);
    }

    @Test
    void shouldMissNothingWhereTheFlagsAreGiven() {
        assertEquals(List.of(), JvmFlags.missing(JvmFlagsTest.class.getModule()));
    }

    @Test
    void shouldKnowTheFlagsOfTheLauncherForTheBaseModule() throws IOException {
        final List<String> launcher = Files.readAllLines(Path.of("..", "deploy", "jvm.options")).stream()
                .filter(line -> line.startsWith("--add-") && line.contains("=java.base/"))
                .toList();

        assertEquals(launcher, JvmFlags.NEEDED);
    }

    /** A host in a JVM of its own. */
    static final class Opening {
        private Opening() {}

        public static void main(final String[] arguments) {
            try (EmbeddedRouting routing = Host.open(Path.of(arguments[0]))) {
                System.out.println("opened " + routing.published().revision());
            }
        }
    }
}
