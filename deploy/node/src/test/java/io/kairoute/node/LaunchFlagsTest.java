package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The JVM flags stand in three places, since each is read by somebody else; here they are held together. */
final class LaunchFlagsTest {
    private static final Path MODULE = Path.of("");

    @Test
    void shouldGiveTestsAndOptionsFileTheSameFlags() throws Exception {
        assertEquals(flagsOfPom(), flagsOfOptionsFile());
    }

    @Test
    void shouldGiveTestsAndManifestTheSameFlags() throws Exception {
        assertEquals(flagsOfPom(), flagsOfManifest());
    }

    private static Set<String> flagsOfPom() throws Exception {
        final Set<String> flags = words(text(MODULE.resolve("../../pom.xml"), "kairoute.jvm.flags"));
        assertFalse(flags.isEmpty());
        return flags;
    }

    private static Set<String> flagsOfOptionsFile() throws Exception {
        return Files.readAllLines(MODULE.resolve("../jvm.options")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> flagsOfManifest() throws Exception {
        final Path pom = MODULE.resolve("pom.xml");
        return Stream.of(
                        words(text(pom, "Add-Exports")).stream()
                                .map(target -> "--add-exports=" + target + "=ALL-UNNAMED"),
                        words(text(pom, "Add-Opens")).stream().map(target -> "--add-opens=" + target + "=ALL-UNNAMED"),
                        Stream.of("--enable-native-access=" + text(pom, "Enable-Native-Access")))
                .flatMap(flags -> flags)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> words(final String text) {
        return new TreeSet<>(Arrays.asList(text.strip().split("\\s+")));
    }

    private static String text(final Path pom, final String element) throws Exception {
        final Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        assertEquals(1, document.getElementsByTagName(element).getLength(), element + " in " + pom);
        return document.getElementsByTagName(element).item(0).getTextContent();
    }
}
