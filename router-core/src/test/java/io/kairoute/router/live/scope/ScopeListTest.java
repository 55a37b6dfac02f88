package io.kairoute.router.live.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kairoute.router.Limits;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScopeListTest {
    private static final String LONGEST = "x:".repeat(Limits.STRING_BYTES / 2) + "x";

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(ScopeList.REGIONS, "A-B-C-D-E-F-G-H-I", ScopeFault.TOO_MANY_LEVELS),
                arguments(ScopeList.REGIONS, "AU--VIC", ScopeFault.ODD_LEVEL),
                arguments(ScopeList.REGIONS, "AU-", ScopeFault.ODD_LEVEL),
                arguments(ScopeList.REGIONS, "AU-VIC ", ScopeFault.ODD_LEVEL),
                arguments(ScopeList.ACCOUNTS, "4711", ScopeFault.NOT_TYPED),
                arguments(ScopeList.ACCOUNTS, ":4711", ScopeFault.NOT_TYPED),
                arguments(ScopeList.ACCOUNTS, "acct:", ScopeFault.NOT_TYPED),
                arguments(ScopeList.CHANNELS, "FAX", ScopeFault.UNKNOWN_CHANNEL),
                arguments(ScopeList.CHANNELS, "vo\u0131ce", ScopeFault.UNKNOWN_CHANNEL),
                arguments(ScopeList.PRODUCTS, " ", ScopeFault.EMPTY),
                arguments(ScopeList.PRODUCTS, LONGEST + "x", ScopeFault.TOO_LONG),
                arguments(ScopeList.ENTRY_POINTS, "\u00e4".repeat(128), ScopeFault.TOO_LONG));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldTellTheFaultOfAValue(final ScopeList list, final String value, final ScopeFault fault) {
        final Fault found = assertThrows(Fault.class, () -> list.checked(List.of(value), Fault::new));

        assertEquals(fault, found.fault);
        assertEquals(value, found.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeSoManyValuesAndNoMore(final ScopeList list) {
        final String value = list == ScopeList.CHANNELS ? "VOICE" : "x:y";

        assertEquals(
                Limits.SCOPE_VALUES,
                list.checked(Collections.nCopies(Limits.SCOPE_VALUES, value), Fault::new)
                        .size());
        final Fault found = assertThrows(
                Fault.class, () -> list.checked(Collections.nCopies(Limits.SCOPE_VALUES + 1, value), Fault::new));
        assertEquals(ScopeFault.TOO_MANY_VALUES, found.fault);
    }

    @Test
    void shouldGiveRegionsAndChannelsAsContactsAreComparedAndAllElseAsItIs() {
        assertEquals(List.of("AU-STRA\u00dfE", "US"), checked(ScopeList.REGIONS, "au-stra\u00dfe", "US"));
        assertEquals(List.of("A-B-C-D-E-F-G-H"), checked(ScopeList.REGIONS, "a-b-c-d-e-f-g-h"));
        assertEquals(List.of("VOICE", "CALLBACK"), checked(ScopeList.CHANNELS, "voice", "callBACK"));
        assertEquals(List.of("Fibre", LONGEST), checked(ScopeList.PRODUCTS, "Fibre", LONGEST));
        assertEquals(List.of("acct:b", "acct:a"), checked(ScopeList.ACCOUNTS, "acct:b", "acct:a"));
        assertEquals(List.of("menu"), checked(ScopeList.ENTRY_POINTS, "menu"));
    }

    private static List<String> checked(final ScopeList list, final String... values) {
        return list.checked(List.of(values), Fault::new);
    }

    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final ScopeFault fault;

        Fault(final ScopeFault fault, final String value) {
            super(value);
            this.fault = fault;
        }
    }
}
