package io.kairoute.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "io.kairoute.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class GatewayArchitectureTest {
    private static final String ROOT = "io.kairoute.gateway";

    /** Packages from the ground up, their sub-packages with them: each knows its own level and those below, none above. */
    private static final List<List<String>> LEVELS = List.of(
            List.of("document", "refusal", "observe", "sqlite", "table"),
            List.of("config", "imports"),
            List.of("wire", "json"),
            List.of("identity", "edge", "admission", "format", "explain", "health", "trace"),
            List.of("api", "route"),
            List.of("work", "control", "sets", "history", "outcome", "tally", "now", "console"),
            List.of("node"));

    /** Classes that touch what Vert.x keeps for itself; what another version of it may break stands in them alone. */
    private static final Set<String> EXCUSED_FOR_VERTX =
            Set.of(ROOT + ".edge.ServedChannel", ROOT + ".edge.VertxSeam", ROOT + ".route.PayloadView");

    /** Classes outside {@code edge} that know the network library under Vert.x. */
    private static final Set<String> EXCUSED_FOR_NETTY = Set.of(
            ROOT + ".route.FixedHeaders",
            ROOT + ".route.PayloadView",
            ROOT + ".route.PlainAnswers",
            ROOT + ".route.PlainCall",
            ROOT + ".route.PlainCalls",
            ROOT + ".route.PlainHeaders",
            ROOT + ".route.PlainMessage",
            ROOT + ".route.PlainPeer",
            ROOT + ".route.PlainReply",
            ROOT + ".route.UnheardPromise");

    /** Each package is a slice of its own, whether it lies in another one or not. */
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.kairoute.(**)").should().beFreeOfCycles();

    @ArchTest
    static void arrowsPointDownwards(final JavaClasses all) {
        for (int level = 0; level + 1 < LEVELS.size(); level++) {
            noClasses()
                    .that()
                    .resideInAnyPackage(patterns(LEVELS.get(level).stream()))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(patterns(
                            LEVELS.subList(level + 1, LEVELS.size()).stream().flatMap(List::stream)))
                    .check(all);
        }
    }

    @ArchTest
    static final ArchRule EVERY_CLASS_HAS_A_LEVEL = classes()
            .that(describe("are no package-info", type -> !type.getSimpleName().equals("package-info")))
            .should()
            .resideInAnyPackage(patterns(LEVELS.stream().flatMap(List::stream)));

    /** What judges changes looks at the state and the change: whoever folds the same log must judge alike. */
    @ArchTest
    static final ArchRule A_FOLD_HAS_NO_CLOCK_NO_FILE_AND_NO_THREAD = noClasses()
            .that()
            .resideInAPackage(ROOT + ".control.state")
            .should()
            .dependOnClassesThat(describe(
                    "know a clock, a file or a thread",
                    type -> Stream.of(
                                            "java.time.",
                                            "java.nio.file.",
                                            "java.io.File",
                                            "java.sql.",
                                            "java.util.concurrent.")
                                    .anyMatch(type.getName()::startsWith)
                            || type.getName().equals(Thread.class.getName())
                            || type.getName().equals(java.util.Random.class.getName())))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule ROUTING_KNOWS_NO_ADMINISTRATION = noClasses()
            .that()
            .resideInAPackage(ROOT + ".route..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".api..");

    @ArchTest
    static final ArchRule ADMINISTRATION_KNOWS_NO_ROUTING = noClasses()
            .that()
            .resideInAPackage(ROOT + ".api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".route..");

    @ArchTest
    static final ArchRule ONLY_NAMED_CLASSES_TOUCH_WHAT_VERTX_KEEPS_FOR_ITSELF = noClasses()
            .that(areNot(EXCUSED_FOR_VERTX))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..impl..", "io.vertx.core.internal..");

    @ArchTest
    static final ArchRule ONLY_THE_EDGE_AND_NAMED_CLASSES_KNOW_THE_NETWORK_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".edge..")
            .and(areNot(EXCUSED_FOR_NETTY))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static void excusesAreNeeded(final JavaClasses all) {
        for (final String name : EXCUSED_FOR_VERTX) {
            classes()
                    .that()
                    .haveFullyQualifiedName(name)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.vertx..impl..", "io.vertx.core.internal..")
                    .check(all);
        }
        for (final String name : EXCUSED_FOR_NETTY) {
            classes()
                    .that()
                    .haveFullyQualifiedName(name)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.netty..")
                    .check(all);
        }
    }

    @ArchTest
    static final ArchRule REFUSALS_IMPORT_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("..gateway.refusal..")
            .should()
            .dependOnClassesThat(describe(
                    "are ours and no refusals",
                    type -> type.getPackageName().startsWith(ROOT)
                            && !type.getPackageName().equals(ROOT + ".refusal")));

    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_KNOWS_HOW_SQLITE_IS_OPENED = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.sqlite..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.sqlite..");

    private static String[] patterns(final Stream<String> packages) {
        return packages.map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }

    /** Classes of other names; what lies in a class goes by that class's name. */
    private static DescribedPredicate<JavaClass> areNot(final Set<String> names) {
        return describe("are none of " + names, type -> {
            final int nested = type.getName().indexOf('$');
            return !names.contains(nested < 0 ? type.getName() : type.getName().substring(0, nested));
        });
    }
}
