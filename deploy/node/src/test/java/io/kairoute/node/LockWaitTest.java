package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chronicle reads its lock time-out once, when it is loaded; so it is loaded anew here, out of the same jars. */
class LockWaitTest {
    private static final String PROPERTY = "net.openhft.chronicle.map.lockTimeoutSeconds";

    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void shouldHaveChronicleWaitASecondForALock() throws Exception {
        NodeCommandLine.shortenLockWaits();

        assertEquals(1, waitOfChronicleS());
    }

    @Test
    void shouldKeepTheWaitThatTheCommandLineSets() throws Exception {
        System.setProperty(PROPERTY, "7");

        NodeCommandLine.shortenLockWaits();

        assertEquals(7, waitOfChronicleS());
    }

    private static int waitOfChronicleS() throws Exception {
        try (URLClassLoader jars = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader())) {
            return jars.loadClass("net.openhft.chronicle.hash.impl.BigSegmentHeader")
                    .getField("LOCK_TIMEOUT_SECONDS")
                    .getInt(null);
        }
    }

    private static URL[] jars() throws MalformedURLException {
        final List<URL> jars = new ArrayList<>();
        final String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (final String entry : classPath.split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar") && Files.exists(Path.of(entry))) {
                jars.add(Path.of(entry).toUri().toURL());
            }
        }
        return jars.toArray(URL[]::new);
    }
}
