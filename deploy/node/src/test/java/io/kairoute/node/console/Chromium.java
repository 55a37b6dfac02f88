package io.kairoute.node.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.kairoute.router.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one browser of a run of tests: Debian's Chromium, started when the first test asks for it. */
final class Chromium {
    private static final Path NODE = Path.of("/usr/bin/node");
    private static final List<Path> USUAL = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));

    /** Quiet ones: without them the browser asks the world for updates. */
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** Longer than anything takes on a busy machine. */
    private static final double LONGEST_MS = 20_000;

    private static @Nullable Browser browser;

    private Chromium() {}

    /** The browser; ends the test, left out or failed, where there is none. */
    static synchronized Browser browser() {
        final Path executable = executable();
        Needs.present("chromium", executable == null ? "no Chromium at " + USUAL + " or in kairoute.chromium" : null);
        if (browser == null) {
            browser = start(String.valueOf(executable));
        }
        return browser;
    }

    private static @Nullable Path executable() {
        final String named = System.getProperty("kairoute.chromium");
        if (named != null) {
            return Path.of(named);
        }
        return USUAL.stream().filter(Files::isExecutable).findFirst().orElse(null);
    }

    private static Browser start(final String executable) {
        final Map<String, String> environment = new HashMap<>(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        if (Files.isExecutable(NODE)) {
            environment.put("PLAYWRIGHT_NODEJS_PATH", NODE.toString());
        }
        final Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        final Browser started = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(executable))
                        .setArgs(FLAGS));
        PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_MS);
        // Both end with the process that drives them.
        return started;
    }
}
