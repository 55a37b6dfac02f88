package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.kairoute.router.PublicToHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a host may import says so itself, and shows nothing that a host may not import, but for a few doors. */
class PublicPackagesTest {
    private static final String ROOT = "io.kairoute.router";

    /** What public packages show of the core: for hosts that have bytes, load sets, or record decisions. */
    private static final Set<String> DOORS = Set.of(
            ROOT + ".decide.Contact",
            ROOT + ".decide.DecisionSink",
            ROOT + ".decide.Router",
            ROOT + ".key.KeyHash",
            ROOT + ".store.SegmentSetManifest",
            ROOT + ".store.SegmentSetWriter");

    private final JavaClasses core = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void shouldBeTheOnesThatThePageLists() throws IOException {
        final String page = Files.readString(Path.of("..", "docs", "EMBEDDING.md"));
        final int start = page.indexOf("<!-- public packages -->");
        final String list = page.substring(start, page.indexOf("\n\n", start));

        final Set<String> listed = Pattern.compile("`(" + Pattern.quote(ROOT) + "[a-z.]*)`")
                .matcher(list)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(listed, publicPackages());
    }

    @Test
    void shouldSayInTheirPackageInfoThatTheyAre() throws IOException {
        for (final String name : publicPackages()) {
            final Path info = Path.of("src", "main", "java", name.replace('.', '/'), "package-info.java");

            final String text = Files.readString(info).toLowerCase(Locale.ROOT);

            assertTrue(text.contains("public to hosts"), name);
        }
    }

    @Test
    void shouldShowWhatIsInThemAndAFewDoorsOnly() {
        final Set<String> packages = publicPackages();
        final Set<String> shown = core.stream()
                .filter(type -> packages.contains(type.getPackageName()) && isVisible(type))
                .flatMap(PublicPackagesTest::shown)
                .map(JavaClass::getBaseComponentType)
                .filter(type -> type.getPackageName().startsWith(ROOT) && !packages.contains(type.getPackageName()))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(new TreeSet<>(DOORS), shown);
    }

    private Set<String> publicPackages() {
        return core.getPackage(ROOT).getSubpackagesInTree().stream()
                .collect(Collectors.collectingAndThen(Collectors.toSet(), all -> {
                    final Set<JavaPackage> packages = new HashSet<>(all);
                    packages.add(core.getPackage(ROOT));
                    return packages;
                }))
                .stream()
                .filter(each -> each.isAnnotatedWith(PublicToHosts.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isVisible(final JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicPackagesTest::isVisible).orElse(true);
    }

    // The types of public members, those between angle brackets among them.
    private static Stream<JavaClass> shown(final JavaClass type) {
        final Stream<JavaClass> ofCode = type.getCodeUnits().stream()
                .filter(code -> code.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(PublicPackagesTest::shown);
        final Stream<JavaClass> ofFields = type.getFields().stream()
                .filter(field -> field.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaField::getRawType);
        return Stream.concat(ofCode, ofFields);
    }

    private static Stream<JavaClass> shown(final JavaCodeUnit code) {
        return Stream.concat(
                code.getReturnType().getAllInvolvedRawTypes().stream(),
                code.getParameterTypes().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream()));
    }
}
