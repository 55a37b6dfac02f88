package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.table.yaml.TableWriter;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;

class TableFileTest {
    @Test
    void shouldBeNumberedByTheFirst53BitsOfTheHashOfItsCanonicalForm() throws NoSuchAlgorithmException {
        final TableFile file = TableFile.load(Host.TABLE, Host.CLOCK);

        final long revision = file.revision();

        // Other bits would be other numbers: all pins of all hosts would expire with the version that took them.
        final byte[] hash = MessageDigest.getInstance("SHA-256").digest(TableWriter.write(file.table()));
        assertEquals(new BigInteger(1, hash).shiftRight(256 - 53).longValueExact(), revision);
    }
}
