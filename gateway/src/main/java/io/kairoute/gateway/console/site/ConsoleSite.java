package io.kairoute.gateway.console.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is served of the console, by address. Immutable.
 *
 * <p>Each file has an address that holds a hash of all files, so it may be kept for ever: another content has another address. One
 * hash for all lets modules import each other by relative paths, as they lie in the source. Only names of libraries go by the import
 * map, which has to stand in the document, so the policy names its hash.
 */
final class ConsoleSite {
    private static final String ASSETS = "/assets/";
    private static final int HASH_DIGITS = 20;

    private final Asset index;
    private final String policy;
    private final Map<String, Asset> assets;

    private ConsoleSite(final Asset index, final String policy, final Map<String, Asset> assets) {
        this.index = index;
        this.policy = policy;
        this.assets = Map.copyOf(assets);
    }

    /** Makes the site of some files. */
    static ConsoleSite of(final ConsoleFiles files) {
        final String root = ASSETS + hash(files.served());
        final Map<String, Asset> assets = new HashMap<>();
        files.served().forEach((name, bytes) -> assets.put(root + "/" + name, Asset.of(name, bytes)));
        final String map = importMap(root);
        final String shell = new String(files.shell(), StandardCharsets.UTF_8)
                .replace("{{assets}}", root)
                .replace("{{importmap}}", "<script type=\"importmap\">" + map + "</script>")
                .replace(
                        "{{modulepreload}}",
                        files.first().stream()
                                .map(name -> "<link rel=\"modulepreload\" href=\"" + root + "/" + name + "\">")
                                .collect(Collectors.joining("\n")));
        return new ConsoleSite(
                Asset.of("index.html", shell.getBytes(StandardCharsets.UTF_8)),
                ContentPolicy.ofPages(sha256(map)),
                assets);
    }

    /** The document that every page is. */
    Asset index() {
        return index;
    }

    /** What the document may do. */
    String policy() {
        return policy;
    }

    /** The file at an address; null where there is none. */
    @Nullable
    Asset find(final String path) {
        return assets.get(path);
    }

    /** The files by address. */
    Map<String, Asset> assets() {
        return assets;
    }

    private static String importMap(final String root) {
        return Library.ALL.stream()
                .map(library -> entry(library.name(), root, library.file(library.main())) + ","
                        + entry(library.name() + "/", root, library.file("")))
                .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
    }

    private static String entry(final String name, final String root, final String file) {
        return "\"" + name + "\":\"" + root + "/" + file + "\"";
    }

    private static String hash(final SortedMap<String, byte[]> files) {
        final MessageDigest sha256 = Sha256.digest();
        files.forEach((name, bytes) -> {
            sha256.update((name + "\0" + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
            sha256.update(bytes);
        });
        return HexFormat.of().formatHex(sha256.digest()).substring(0, HASH_DIGITS);
    }

    private static String sha256(final String text) {
        return Base64.getEncoder().encodeToString(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
