package io.kairoute.node.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody's browser at the console, with a person signed in.
 *
 * <p>Closing it fails the test where a script failed, the policy was violated, or another origin was asked.
 */
final class Visit implements AutoCloseable {
    /** What every page is watched for; the policy's violations are told by an event, not on the console alone. */
    private static final String WATCH =
            "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective));";

    /** Longer than anything takes on a busy machine. */
    private static final int LONGEST_MS = 40_000;

    private static final double LONGEST_LOOK_MS = 30_000;

    private final String origin;
    private final BrowserContext context;
    private final Page page;
    private final List<String> faults = new ArrayList<>();
    private final List<String> excused = new ArrayList<>();

    private Visit(final String origin, final BrowserContext context) {
        this.origin = origin;
        this.context = context;
        context.addInitScript(WATCH);
        this.page = context.newPage();
        watch(page);
    }

    private void watch(final Page tab) {
        tab.setDefaultTimeout(LONGEST_MS);
        tab.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                faults.add(message.type() + ": " + message.text());
            }
        });
        tab.onPageError(error -> faults.add("script: " + error));
        tab.onRequest(request -> {
            if (!request.url().startsWith(origin)
                    && !request.url().startsWith("blob:")
                    && !request.url().startsWith("data:")) {
                faults.add("foreign: " + request.url());
            }
        });
        tab.onDialog(dialog -> {
            faults.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
    }

    /** A browser with a desktop's window. */
    static Visit of(final ConsoleNode node) {
        return of(node, 1280, 800, ColorScheme.LIGHT);
    }

    /** A browser with a window of this size. */
    static Visit of(final ConsoleNode node, final int width, final int height, final ColorScheme scheme) {
        return new Visit(node.origin(), context(width, height, scheme));
    }

    /** The page. */
    Page page() {
        return page;
    }

    /** A browser that comes another way than straight to the node. */
    static Visit of(final int port) {
        return new Visit("http://127.0.0.1:" + port, context(1280, 800, ColorScheme.LIGHT));
    }

    private static BrowserContext context(final int width, final int height, final ColorScheme scheme) {
        return Chromium.browser().newContext(options(width, height, scheme));
    }

    private static Browser.NewContextOptions options(final int width, final int height, final ColorScheme scheme) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setTimezoneId("America/New_York")
                .setLocale("en-US");
    }

    /** The same person at another machine's desktop, whose browser has seen nothing of the console yet. */
    Visit elsewhere() {
        return new Visit(
                origin,
                Chromium.browser()
                        .newContext(options(1280, 800, ColorScheme.LIGHT).setStorageState(context.storageState())));
    }

    /** Goes to an address of the console, and signs in there with the key of a role. */
    Visit as(final String role, final String address) {
        page.navigate(origin + address);
        page.getByLabel("API key").fill(ConsoleNode.key(role));
        return signIn();
    }

    private Visit signIn() {
        button("Sign in").click();
        page.locator("k-sign-in").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        return this;
    }

    /** Fails where something lies beside the window. */
    Visit fits() {
        assertEquals(
                false,
                page.evaluate("document.documentElement.scrollWidth > innerWidth"),
                "something lies beside the window at " + page.url());
        return this;
    }

    /** Another tab of the same browser. */
    Page tab(final String address) {
        final Page tab = context.newPage();
        watch(tab);
        tab.navigate(origin + address);
        return tab;
    }

    /** Goes to an address of the console, signing in first where nobody is. */
    Visit at(final String address) {
        page.navigate(origin + address);
        final Locator name = page.getByLabel("Your name");
        page.locator("k-sign-in input, main h1").first().waitFor();
        if (name.count() > 0) {
            name.fill("ana");
            return signIn();
        }
        return this;
    }

    /** Faults that contain a text are meant by the test. */
    Visit excuse(final String text) {
        excused.add(text);
        return this;
    }

    /** A button by its name. */
    Locator button(final String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /**
     * The button that declares, once the sheet has looked whom the occasion would have fitted; where nothing narrows it down, with the
     * tick that this is meant.
     */
    Locator declare() {
        final Locator sheet = page.locator("k-declare-sheet dialog");
        final Locator button = sheet.locator("button[type=submit]");
        assertThat(button).isEnabled(new LocatorAssertions.IsEnabledOptions().setTimeout(LONGEST_LOOK_MS));
        final Locator everybody = sheet.locator(".everybody input");
        if (everybody.count() > 0) {
            everybody.check();
        }
        return button;
    }

    @Override
    public void close() {
        context.close();
        final List<String> told = faults.stream()
                .filter(fault -> excused.stream().noneMatch(fault::contains))
                .toList();
        assertEquals(List.of(), told, "what the browser complained of");
    }
}
