package io.kairoute.gateway.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.kairoute.router.Router;
import io.kairoute.router.snapshot.TenantDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file that names the callers of a node.
 *
 * <pre>
 *   keys:
 *     - {name: pbx-1, sha256: 9f86d081..., tenant: default, roles: [route], platform: connect}
 * </pre>
 *
 * <p>Keys stand there as SHA-256 only, so the file alone lets nobody in. A fast hash is enough since keys are random and long:
 * {@code openssl rand -hex 32}.
 */
public final class CredentialsFile {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** The whole file. */
    private record Document(@Nullable List<Key> keys) {}

    /** One API key. */
    private record Key(
            @Nullable String name,
            @Nullable String sha256,
            @Nullable String tenant,
            @Nullable List<String> roles,
            @Nullable String platform) {}

    private CredentialsFile() {}

    /** Reads a file; every fault is told in one sentence. */
    public static Credentials read(final Path file, final TenantDirectory tenants) {
        try {
            return credentials(file, YAML.readValue(Files.readAllBytes(file), Document.class), tenants);
        } catch (final JsonProcessingException e) {
            final String place = e.getLocation() == null
                    ? ""
                    : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
            throw new IllegalArgumentException(file + place + ": " + firstLine(e.getOriginalMessage()), e);
        } catch (final NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file", e);
        } catch (final IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Credentials credentials(
            final Path file, final @Nullable Document document, final TenantDirectory tenants) {
        final Map<String, Caller> byHash = new HashMap<>();
        final List<Key> keys = document == null || document.keys() == null ? List.of() : document.keys();
        for (int i = 0; i < keys.size(); i++) {
            final Key key = keys.get(i);
            final String place = file + ": keys[" + i + "]";
            if (key.sha256() == null || !SHA_256.matcher(key.sha256()).matches()) {
                throw new IllegalArgumentException(place + ": sha256 must be 64 lower-case hexadecimal digits");
            }
            if (byHash.put(key.sha256(), caller(place, key, tenants)) != null) {
                throw new IllegalArgumentException(place + ": the same key is given twice");
            }
        }
        if (byHash.isEmpty()) {
            throw new IllegalArgumentException(file + ": names no caller; without one, nobody could call");
        }
        return new Credentials(byHash);
    }

    private static Caller caller(final String place, final Key key, final TenantDirectory tenants) {
        if (key.name() == null || key.name().isBlank()) {
            throw new IllegalArgumentException(place + ": name is missing");
        }
        final String tenantId = key.tenant() == null ? TenantDirectory.DEFAULT_TENANT : key.tenant();
        final int tenant = tenants.ordinal(tenantId);
        if (tenant == TenantDirectory.UNKNOWN || tenant == Router.ANY_TENANT) {
            throw new IllegalArgumentException(place + ": this node has no tenant " + tenantId);
        }
        return new Caller(key.name(), tenant, roles(place, key), key.platform() == null ? "" : key.platform());
    }

    private static Set<Role> roles(final String place, final Key key) {
        final Set<Role> roles = EnumSet.noneOf(Role.class);
        for (final String label : key.roles() == null ? List.<String>of() : key.roles()) {
            final Role role = Role.ofLabel(label);
            if (role == null) {
                throw new IllegalArgumentException(place + ": there is no role " + label);
            }
            roles.add(role);
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException(place + ": roles is missing; what may this caller do?");
        }
        return roles;
    }

    private static String firstLine(final String text) {
        return text.lines().findFirst().orElse(text);
    }
}
