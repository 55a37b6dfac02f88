package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored has the same name wherever the machine says it stands. */
class ForeignLocaleTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void putBack() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "en-US",
                "tr-TR",
                "ar-EG-u-nu-arab",
                "fa-IR-u-nu-arabext",
                "th-TH-u-ca-buddhist-nu-thai",
                "hi-IN-u-nu-deva"
            })
    void shouldNameASetByAsciiDigitsAndFindItAgain(final String locale, @TempDir final Path directory) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        final KeyHasher hasher = new KeyHasher(new byte[16]);
        final SegmentSets sets = new SegmentSets(new TenantFolder(directory, true), hasher, InstantSource.system());

        try (SegmentSetWriter writer = sets.begin(1)) {
            writer.add(
                    new SegmentKey().set(1, 2), new ProfileFlyweight().reset().canonical(1, 2));
            writer.finish("v1", Instant.EPOCH, 1, Map.of(), (done, total) -> {});
        }
        sets.activate(1);

        assertTrue(Files.isDirectory(directory.resolve("segments").resolve("set-000001")), locale);
        Locale.setDefault(Locale.ROOT);
        assertEquals(1, sets.manifests().size(), locale);
    }
}
