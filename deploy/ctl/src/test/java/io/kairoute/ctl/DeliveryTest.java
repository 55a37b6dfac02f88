package io.kairoute.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeliveryTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        ExitCode.DONE + "," + ExitCode.NOT_WRITTEN,
        ExitCode.DOUBTFUL + "," + ExitCode.NOT_WRITTEN,
        ExitCode.FAILED + "," + ExitCode.FAILED
    })
    void shouldTellOfALostAnswerWhereNothingWorseIsTold(final int code, final int told) {
        final Screen screen = Screen.plain(failing("No space left on device"), err);
        screen.say("an answer");

        assertEquals(told, Delivery.check(screen, code));
        assertEquals(
                "The answer could not be written to standard output: No space left on device.\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        ExitCode.DONE + "," + ExitCode.READER_GONE,
        ExitCode.DOUBTFUL + "," + ExitCode.DOUBTFUL,
        ExitCode.FAILED + "," + ExitCode.FAILED
    })
    void shouldSayNothingOfAReaderThatIsGone(final int code, final int told) {
        final Screen screen = Screen.plain(failing("Broken pipe"), err);
        screen.say("an answer");

        assertEquals(told, Delivery.check(screen, code));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    private static OutputStream failing(final String why) {
        return new OutputStream() {
            @Override
            public void write(final int one) throws IOException {
                throw new IOException(why);
            }
        };
    }
}
