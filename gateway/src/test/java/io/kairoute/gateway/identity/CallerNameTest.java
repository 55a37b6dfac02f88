package io.kairoute.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerNameTest {
    @ParameterizedTest
    @CsvSource({
        "key:ann,                    key:ann,                    true",
        "key:ann,                    key:bob,                    false",
        "key:ann,                    cert:ann,                   false",
        "key:ann,                    jwt:https://id.example#ann, false",
        "jwt:https://a.example#ann,  jwt:https://b.example#ann,  false",
    })
    void shouldTellApartWhoProvesHimselfInAnotherWay(final String one, final String other, final boolean isSame) {
        assertEquals(isSame, CallerName.isSame(one, other));
        assertEquals(isSame, CallerName.isSame(other, one));
    }

    @ParameterizedTest
    @CsvSource({
        "ann,   key:ann,                      true",
        "ann,   cert:ann,                     true",
        "ann,   jwt:https://id.example#ann,   true",
        "a#b,   jwt:https://id.example#a#b,   true",
        "token, jwt:https://id.example#,      true",
        "ann,   ann,                          true",
        "ann,   key:bob,                      false",
    })
    void shouldCompareByNameWithAnEntryThatHasNoKind(final String old, final String now, final boolean isSame) {
        assertEquals(isSame, CallerName.isSame(old, now));
        assertEquals(isSame, CallerName.isSame(now, old));
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example,   ann,       jwt:https://id.example#ann",
        "https://id.example#x, ann,       jwt:https://id.example%23x#ann",
        "https://id.example,   key:ann,   jwt:https://id.example#key:ann",
    })
    void shouldLetNoTokenBearAnotherName(final String issuer, final String subject, final String name) {
        assertEquals(name, CallerName.ofToken(issuer, subject));
    }
}
