package io.kairoute.gateway.console.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ConsoleSiteTest {
    private static final Pattern MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
    private static final Pattern INLINE =
            Pattern.compile("<script(?![^>]*\\bsrc=)[^>]*>|<style|\\sstyle=|\\son[a-z]+=");

    private final ConsoleFiles files = ConsoleFiles.read();
    private final ConsoleSite site = ConsoleSite.of(files);
    private final String index = new String(site.index().plain(), StandardCharsets.UTF_8);

    @Test
    void shouldLetTheOneInlineScriptRunAndNoOther() throws Exception {
        final String map = importMap();

        final String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(map.getBytes(StandardCharsets.UTF_8)));

        assertTrue(site.policy().contains("script-src 'self' 'sha256-" + hash + "';"), site.policy());
        final Matcher inline = INLINE.matcher(index);
        assertTrue(inline.find());
        assertEquals("<script type=\"importmap\">", inline.group());
        assertFalse(inline.find(), "a second inline script or style");
        assertFalse(site.policy().contains("unsafe"), site.policy());
    }

    @Test
    void shouldHaveEachAddressThatTheDocumentNames() throws Exception {
        final Matcher matcher = ADDRESS.matcher(index);
        final Set<String> named = new TreeSet<>();
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        named.add(new ObjectMapper()
                .readTree(importMap())
                .get("imports")
                .get("lit")
                .textValue());

        for (final String address : named) {
            assertNotNull(site.find(address), address);
        }
        assertTrue(named.stream().anyMatch(address -> address.endsWith("/js/main.js")), named::toString);
    }

    @Test
    void shouldHaveTheLibrariesThatModulesOfItsOwnReach() {
        final Set<String> served = files.served().keySet();

        assertTrue(served.contains("lib/lit/index.js"), served::toString);
        assertTrue(served.contains("lib/@lit/reactive-element/css-tag.js"), served::toString);
        assertFalse(served.stream().anyMatch(name -> name.contains("development")), served::toString);
        assertFalse(served.stream().anyMatch(name -> name.endsWith(".class")), served::toString);
        assertTrue(served.containsAll(files.first()), files.first()::toString);
    }

    @Test
    void shouldResolveLibrariesInTheBrowserAsTheServerDoes() throws Exception {
        final JsonNode imports = new ObjectMapper().readTree(importMap()).get("imports");
        for (final Library library : Library.ALL) {
            final String root = imports.get("lit").textValue().replace("/lib/lit/index.js", "");

            assertEquals(
                    root + "/" + Library.fileOf(library.name()),
                    imports.get(library.name()).textValue());
            assertEquals(
                    root + "/" + Library.fileOf(library.name() + "/x.js"),
                    imports.get(library.name() + "/").textValue() + "x.js");
        }
    }

    @Test
    void shouldGiveAnotherContentAnotherAddress() {
        final TreeMap<String, byte[]> changed = new TreeMap<>(files.served());
        changed.put("js/main.js", "other".getBytes(StandardCharsets.UTF_8));

        final ConsoleSite other = ConsoleSite.of(new ConsoleFiles(files.shell(), changed, files.first()));

        assertNotEquals(site.index().tag(), other.index().tag());
        assertTrue(site.assets().keySet().stream().noneMatch(other.assets()::containsKey));
    }

    @Test
    void shouldPackEachFileSoThatItComesOutAsItWas() throws Exception {
        int packedBytes = 0;
        for (final Asset asset : site.assets().values()) {
            final byte[] packed = asset.packed();
            packedBytes += packed == null ? asset.plain().length : packed.length;
            if (packed != null) {
                try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                    assertEquals(asset.plain().length, in.readAllBytes().length);
                }
            }
        }
        assertTrue(packedBytes < 400_000, "bytes=" + packedBytes);
    }

    @Test
    void shouldUseThePinnedVersionsOfLibraries() {
        for (final Library library : Library.ALL) {
            final String resource = library.folder() + "/" + library.main();

            assertNotNull(getClass().getClassLoader().getResource(resource), resource);
        }
    }

    private String importMap() {
        final Matcher matcher = MAP.matcher(index);
        assertTrue(matcher.find(), index);
        return matcher.group(1);
    }
}
