package io.kairoute.gateway.identity;

import io.kairoute.gateway.document.BoundYaml;
import io.kairoute.gateway.document.DocumentFault;
import io.kairoute.router.decide.Router;
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
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file that names the callers of a node.
 *
 * <pre>
 *   keys:
 *     - {name: pbx-1, sha256: 9f86d081..., tenant: default, roles: [route], platform: connect}
 *   certificates:
 *     - {name: pbx-2, subject: "CN=pbx-2,O=Example Bank", tenant: default, roles: [route]}
 * </pre>
 *
 * <p>Keys stand there as SHA-256 only, so the file alone lets nobody in. A fast hash is enough since keys are random and long;
 * {@link NewKey} makes them.
 */
public final class CredentialsFile {
    private static final long MAX_BYTES = 4 * 1024 * 1024;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** The whole file. */
    private record Document(
            @Nullable List<Key> keys, @Nullable List<Certificate> certificates) {}

    /** One API key. */
    private record Key(
            @Nullable String name,
            @Nullable String sha256,
            @Nullable String tenant,
            @Nullable List<String> roles,
            @Nullable String platform) {
        Grant grant(final String place) {
            return new Grant(CallerName.ofKey(named(place, name)), tenant, roles, platform);
        }
    }

    /** One client certificate. */
    private record Certificate(
            @Nullable String name,
            @Nullable String subject,
            @Nullable String tenant,
            @Nullable List<String> roles,
            @Nullable String platform) {
        Grant grant(final String place) {
            return new Grant(CallerName.ofCertificate(named(place, name)), tenant, roles, platform);
        }
    }

    /** What all kinds of callers have in common. */
    private record Grant(
            String name,
            @Nullable String tenant,
            @Nullable List<String> roles,
            @Nullable String platform) {}

    private CredentialsFile() {}

    /** Reads a file; every fault is told in one sentence. */
    public static Credentials read(final Path file, final TenantDirectory tenants) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException(file + ": the file is over " + MAX_BYTES + " bytes");
            }
            return credentials(file, BoundYaml.read(Files.readAllBytes(file), Document.class), tenants);
        } catch (final DocumentFault e) {
            throw new IllegalArgumentException(e.sentence(file.toString()), e);
        } catch (final NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file", e);
        } catch (final IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Credentials credentials(final Path file, final Document document, final TenantDirectory tenants) {
        final Credentials credentials = new Credentials(
                keys(file, document.keys(), tenants), certificates(file, document.certificates(), tenants));
        if (credentials.count() == 0) {
            throw new IllegalArgumentException(file + ": names no caller; without one, nobody could call");
        }
        return credentials;
    }

    private static Map<String, Caller> keys(
            final Path file, final @Nullable List<Key> keys, final TenantDirectory tenants) {
        final Map<String, Caller> byHash = new HashMap<>();
        for (int i = 0; keys != null && i < keys.size(); i++) {
            final Key key = keys.get(i);
            final String place = file + ": keys[" + i + "]";
            if (key == null
                    || key.sha256() == null
                    || !SHA_256.matcher(key.sha256()).matches()) {
                throw new IllegalArgumentException(place + ": sha256 must be 64 lower-case hexadecimal digits");
            }
            if (byHash.put(key.sha256(), caller(place, key.grant(place), tenants)) != null) {
                throw new IllegalArgumentException(place + ": the same key is given twice");
            }
        }
        return byHash;
    }

    private static Map<X500Principal, Caller> certificates(
            final Path file, final @Nullable List<Certificate> certificates, final TenantDirectory tenants) {
        final Map<X500Principal, Caller> bySubject = new HashMap<>();
        for (int i = 0; certificates != null && i < certificates.size(); i++) {
            final Certificate certificate = certificates.get(i);
            final String place = file + ": certificates[" + i + "]";
            final X500Principal subject = subject(place, certificate == null ? null : certificate.subject());
            if (bySubject.put(subject, caller(place, certificate.grant(place), tenants)) != null) {
                throw new IllegalArgumentException(place + ": the same subject is given twice");
            }
        }
        return bySubject;
    }

    private static X500Principal subject(final String place, final @Nullable String text) {
        try {
            if (text != null && !text.isBlank()) {
                return new X500Principal(text);
            }
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": subject is no name such as CN=pbx-1,O=Example Bank", e);
        }
        throw new IllegalArgumentException(place + ": subject is missing");
    }

    private static String named(final String place, final @Nullable String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(place + ": name is missing");
        }
        return name;
    }

    private static Caller caller(final String place, final Grant grant, final TenantDirectory tenants) {
        final String tenantId = grant.tenant() == null ? TenantDirectory.DEFAULT_TENANT : grant.tenant();
        final int tenant = tenants.ordinal(tenantId);
        if (tenant == TenantDirectory.UNKNOWN || tenant == Router.ANY_TENANT) {
            throw new IllegalArgumentException(place + ": this node has no tenant " + tenantId);
        }
        return new Caller(
                grant.name(), tenant, roles(place, grant.roles()), grant.platform() == null ? "" : grant.platform());
    }

    private static Set<Role> roles(final String place, final @Nullable List<String> labels) {
        final Set<Role> roles = EnumSet.noneOf(Role.class);
        for (final String label : labels == null ? List.<String>of() : labels) {
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
}
