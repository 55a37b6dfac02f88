package io.kairoute.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleConfigTest {
    private static final String ISSUER = "https://login.example.com/";

    @TempDir
    private Path dir;

    private final Map<Property, String> flags = new EnumMap<>(Property.class);

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, auto,  '',                      true",
        "127.0.0.1, false, '',                      false",
        "0.0.0.0,   auto,  '',                      false",
        "0.0.0.0,   auto,  https://console.example, true",
        "0.0.0.0,   true,  https://console.example, true",
        "0.0.0.0,   false, https://console.example, false"
    })
    void shouldOpenOnLoopbackAndElsewhereUnderAnAddressOfItsOwn(
            final String host, final String enabled, final String address, final boolean isEnabled) {
        flags.put(Property.ADMIN_HOST, host);
        flags.put(Property.IDENTITY_ALLOW_OPEN, "true");
        flags.put(Property.CONSOLE_ENABLED, enabled);
        flags.put(Property.CONSOLE_PUBLIC_URL, address);

        assertEquals(isEnabled, load().isEnabled());
    }

    @Test
    void shouldOpenElsewhereOverTls() throws Exception {
        final Path file = Files.writeString(dir.resolve("file"), "");
        flags.put(Property.ADMIN_HOST, "0.0.0.0");
        flags.put(Property.IDENTITY_ALLOW_OPEN, "true");
        flags.put(Property.ADMIN_TLS_CERT, file.toString());
        flags.put(Property.ADMIN_TLS_KEY, file.toString());

        assertTrue(load().isEnabled());
    }

    @Test
    void shouldNotOpenInClearTextWhereOtherMachinesReachIt() {
        flags.put(Property.ADMIN_HOST, "0.0.0.0");
        flags.put(Property.IDENTITY_ALLOW_OPEN, "true");
        flags.put(Property.CONSOLE_ENABLED, "true");

        assertRefused("console.enabled=true needs admin.tls.cert, or console.public_url");
    }

    @ParameterizedTest
    @CsvSource({
        "https://console.example,           https://console.example",
        "https://Console.Example:443/,      https://console.example",
        "HTTPS://console.example:8443,      https://console.example:8443",
        "http://localhost:80,               http://localhost",
        "http://127.0.0.1:7401/,            http://127.0.0.1:7401",
        "http://[::1]:7401,                 http://[::1]:7401"
    })
    void shouldSpellTheAddressAsBrowsersDo(final String said, final String origin) {
        flags.put(Property.CONSOLE_PUBLIC_URL, said);

        assertEquals(origin, String.valueOf(load().origin()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://console.example          | must be https",
                "http://localhost.evil.example   | must be https",
                "ftp://console.example           | must be https",
                "https://console.example/console | must be a host alone",
                "https://console.example?x       | must be a host alone",
                "https://console.example#x       | must be a host alone",
                "https://ana@console.example     | must be a host alone",
                "console.example                 | is no address",
                "https://                        | is no address",
                "https://a b                     | is no address",
                "//console.example               | is no address"
            })
    void shouldTakeNoAddressThatIsNoPlaceOfItsOwn(final String said, final String why) {
        flags.put(Property.CONSOLE_PUBLIC_URL, said);

        assertRefused(why);
    }

    @Test
    void shouldLetPeopleSignInAtTheIssuer() throws Exception {
        signIn();

        final SignInConfig signIn = load().signIn();

        assertNotNull(signIn);
        assertEquals("kairoute-console", signIn.clientId());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONSOLE_PUBLIC_URL         | ''                  | console.public_url is missing beside console.client_id",
                "CONSOLE_CLIENT_SECRET_FILE | /no/such/file       | is not a file that can be read",
                "CONSOLE_CLIENT_ID          | ''                  | console.client_id is missing beside console.client_secret_file",
                "CONSOLE_SCOPES             | profile             | console.scopes must name openid",
                "IDENTITY_JWT_ISSUER        | http://login.example | an https address",
                "IDENTITY_JWT_ISSUER        | the issuer          | an https address",
                "CONSOLE_SESSION_IDLE       | 30s                 | console.session_idle=30000 is not within",
                "CONSOLE_SESSION_IDLE       | 13h                 | console.session_idle=46800000 is not within",
                "CONSOLE_SESSION_LONGEST    | 25h                 | console.session_longest=90000000 is not within"
            })
    void shouldSayWhatIsMissingOrWrong(final Property property, final String value, final String why) throws Exception {
        signIn();
        flags.put(property, value);

        assertRefused(why);
    }

    private void signIn() throws Exception {
        flags.put(Property.CONSOLE_PUBLIC_URL, "https://console.example");
        flags.put(Property.CONSOLE_CLIENT_ID, "kairoute-console");
        flags.put(
                Property.CONSOLE_CLIENT_SECRET_FILE,
                Files.writeString(dir.resolve("secret"), "x").toString());
        flags.put(Property.IDENTITY_JWT_ISSUER, ISSUER);
        flags.put(Property.IDENTITY_JWT_AUDIENCE, "kairoute");
        flags.put(Property.IDENTITY_JWT_KEYS, ISSUER + "jwks");
    }

    private ConsoleConfig load() {
        return ConfigLoader.load(null, Map.of(), flags).config().console();
    }

    private void assertRefused(final String why) {
        final ConfigException refused = assertThrows(ConfigException.class, this::load);

        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
    }
}
