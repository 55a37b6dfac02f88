package io.kairoute.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenClaimsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"roles\":[\"route\",\"viewer\"]}                                 | roles                         | [route, viewer]",
                "{\"roles\":\"route viewer\"}                                       | roles                         | [route, viewer]",
                "{\"roles\":\"route,viewer\"}                                       | roles                         | [route, viewer]",
                "{\"roles\":\"route, viewer\"}                                      | roles                         | [route, viewer]",
                "{\"roles\":[\"friends, admin\",\"route viewer\"]}                    | roles                         | [friends, admin, route viewer]",
                "{\"roles\":\"viewer, head of admin,route\"}                      | roles                         | [viewer, head of admin, route]",
                "{\"roles\":\"route;viewer\"}                                     | roles                         | [route;viewer]",
                "{\"roles\":\" route  viewer \"}                                  | roles                         | [route, viewer]",
                "{\"roles\":\"\"}                                                   | roles                         | []",
                "{\"roles\":null}                                                   | roles                         | []",
                "{\"roles\":[null,\"route\"]}                                       | roles                         | [route]",
                "{\"roles\":7}                                                      | roles                         | [7]",
                "{}                                                                 | roles                         | []",
                "{\"realm_access\":{\"roles\":[\"route\"]}}                         | realm_access.roles            | [route]",
                "{\"resource_access\":{\"kairoute\":{\"roles\":[\"route\"]}}}       | resource_access.kairoute.roles | [route]",
                "{\"resource_access\":{\"my.app\":{\"roles\":[\"route\"]}}}         | resource_access.my.app.roles  | [route]",
                "{\"https://x.org/roles\":[\"route\"]}                              | https://x.org/roles           | [route]",
                "{\"https://x.org/app\":{\"roles\":\"route\"}}                      | https://x.org/app.roles       | [route]",
                "{\"realm_access\":\"route\"}                                       | realm_access.roles            | []",
                "{\"tenant\":[\"bank\"]}                                            | tenant                        | [bank]"
            })
    void shouldFindTheWordsOfAClaim(final String json, final String name, final String words) throws ParseException {
        assertEquals(words, TokenClaims.words(JWTClaimsSet.parse(json), name).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"tenant\":\"bank\"}                 | [bank]",
                "{\"tenant\":[\"bank\",\"shop\"]}      | [bank, shop]",
                "{\"tenant\":\"bank shop\"}            | [bank shop]",
                "{\"tenant\":\"evil,bank\"}            | [evil,bank]",
                "{\"tenant\":[\"evil,bank\"]}          | [evil,bank]",
                "{\"tenant\":[[\"bank\"],{\"a\":1}]}   | []",
                "{\"tenant\":7}                        | [7]",
                "{\"tenant\":\"\"}                     | []"
            })
    void shouldTakeATextForOneName(final String json, final String names) throws ParseException {
        assertEquals(
                names, TokenClaims.names(JWTClaimsSet.parse(json), "tenant").toString());
    }
}
