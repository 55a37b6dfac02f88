package io.kairoute.ctl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

@AnalyzeClasses(packages = "io.kairoute.ctl", importOptions = ImportOption.DoNotIncludeTests.class)
class CtlArchitectureTest {
    private static final String ROOT = "io.kairoute.ctl";

    /** What commands share, from the ground up. */
    private static final String[] SHARED = {
        "outcome", "terminal", "time", "access", "connection", "past", "offline", "help", "change"
    };

    /** Commands by their noun. */
    private static final String[] NOUNS = {
        "audit",
        "context",
        "decisions",
        "occasions",
        "outcomes",
        "queues",
        "route",
        "segments",
        "status",
        "switches",
        "table"
    };

    @ArchTest
    static final ArchRule A_NODE_IS_KNOWN_BY_ITS_API_ALONE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kairoute.router..", "io.kairoute.gateway..", "io.kairoute.node..");

    @ArchTest
    static final ArchRule NOTHING_THAT_A_NODE_IS_MADE_OF_IS_NEEDED = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx..", "io.netty..", "net.openhft..", "org.sqlite..", "org.agrona..", "org.slf4j..");

    /** Each package is a slice of its own, whether it lies in another one or not. */
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.kairoute.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule WHAT_COMMANDS_SHARE_KNOWS_NONE_OF_THEM = noClasses()
            .that()
            .resideInAnyPackage(patterns(SHARED))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(patterns(NOUNS));

    /** What people read stays on its line, whatever somebody wrote into it: {@code Screen.say} and {@code tell} see to that. */
    @ArchTest
    static final ArchRule LINES_FOR_PEOPLE_ARE_SAID = noClasses()
            .that()
            .resideOutsideOfPackage("io.kairoute.ctl.terminal..")
            .and()
            .doNotHaveSimpleName("DecisionsCommand") // CSV, and JSON
            .and()
            .doNotHaveSimpleName("Rehearsal")
            .should()
            .accessTargetWhere(LinesForPeople.PRINTED);

    private static String[] patterns(final String... packages) {
        return Arrays.stream(packages).map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }
}
