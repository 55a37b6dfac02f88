package io.kairoute.router.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.SmallTable;
import org.junit.jupiter.api.Test;

class ScriptStageTest {
    private static final String SCRIPTS = """
            scripts:
              - {id: hello, name: n, version: 1, default: en, languages: {en: Hello, zh-Hant: 您好, es: Hola}}
            """;

    private static String languageFor(final String requested) {
        return SmallTable.of(SCRIPTS)
                .route(contact -> contact.setLanguage(requested))
                .getScriptLanguage();
    }

    @Test
    void shouldTruncateTheRequestsLanguageUntilTheScriptHasIt() {
        assertEquals("zh-Hant", languageFor("zh-Hant-TW"));
        assertEquals("zh-Hant", languageFor("ZH_hant"));
        assertEquals("es", languageFor("es-x-loud"));
    }

    @Test
    void shouldTakeTheScriptsDefaultWhereItHasNoneOfTheLanguages() {
        assertEquals("en", languageFor("zh"));
        assertEquals("en", languageFor("fr"));
        assertEquals("en", languageFor(""));
    }

    @Test
    void shouldTakeTheProfilesLanguageBeforeTheDefault() {
        final SmallTable table = SmallTable.of(SCRIPTS);
        table.customer("crm:1").language("es-MX");

        assertEquals(
                "es",
                table.route(contact -> contact.setCustomerKey("crm:1").setLanguage("fr"))
                        .getScriptLanguage());
    }

    @Test
    void shouldTakeTheRequestsLanguageBeforeTheProfiles() {
        final SmallTable table = SmallTable.of(SCRIPTS);
        table.customer("crm:1").language("es");

        assertEquals(
                "zh-Hant",
                table.route(contact -> contact.setCustomerKey("crm:1").setLanguage("zh-hant"))
                        .getScriptLanguage());
    }

    @Test
    void shouldNotTakeTheLanguageOfAProfileWithoutConsent() {
        final SmallTable table = SmallTable.of(SCRIPTS);
        table.customer("crm:1").language("es").withoutConsent();

        assertEquals(
                "en", table.route(contact -> contact.setCustomerKey("crm:1")).getScriptLanguage());
    }
}
