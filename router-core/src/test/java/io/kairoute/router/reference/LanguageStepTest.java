package io.kairoute.router.reference;

import static io.kairoute.router.reference.SampleScenario.profile;
import static io.kairoute.router.reference.SampleScenario.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageStepTest {
    private final SampleScenario scenario = new SampleScenario();

    @ParameterizedTest
    @CsvSource({
        "zh-Hant-TW, '', zh-Hant",
        "ZH_hans, '', zh",
        "pt-br, '', pt_BR", // in the script's own spelling
        "pt, '', en", // what is below does not stand for what is above
        "pt-BR-x-a, '', pt_BR",
        "fr, es-MX, es",
        "fr, de, en",
        "'', es, es",
        "'', '', en",
        "'', x!, en",
        "en AU, es, es", // no language at all
        "zh, es, zh",
    })
    void shouldFallBackFromTheRequestToTheProfileToTheDefault(
            final String requested, final String ofProfile, final String expected) {
        scenario.profiles.put("crm:1", profile("gold", ofProfile, Set.of(), true));
        scenario.table.scripts.set(0, SampleTable.script("help", "en", "es", "zh", "zh-Hant", "pt_BR"));

        assertEquals(
                expected,
                scenario.route(request().setCustomerKey("crm:1").setLanguage(requested))
                        .getScriptLanguage());
    }

    @ParameterizedTest
    @CsvSource({"true, es", "false, en"})
    void shouldUseTheProfilesLanguageOnlyWithConsent(final boolean consent, final String expected) {
        scenario.profiles.put("crm:1", profile("gold", "es", Set.of(), consent));
        scenario.table.scripts.set(0, SampleTable.script("help", "en", "es"));

        assertEquals(expected, scenario.route(request().setCustomerKey("crm:1")).getScriptLanguage());
    }
}
