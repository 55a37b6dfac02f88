package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrivateKeyFileTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            rw-------, true,  false
            rw-r-----, true,  true
            rw-r--r--, true,  true
            rw-r-----, false, false
            r--r-----, false, false
            rw-rw----, false, true
            rw-r--r--, false, true
            rw----r--, false, true
            rw-----w-, false, true
            """)
    void shouldWarnOfAKeyThatMorePeopleMayReadThanHaveTo(
            final String permissions, final boolean isOwn, final boolean isOpen) {
        assertEquals(isOpen, PrivateKeyFile.isOpen(PosixFilePermissions.fromString(permissions), isOwn));
    }
}
