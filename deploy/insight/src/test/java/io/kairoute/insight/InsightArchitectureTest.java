package io.kairoute.insight;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.kairoute.insight", importOptions = ImportOption.DoNotIncludeTests.class)
class InsightArchitectureTest {
    private static final String STATISTICS = "io.kairoute.insight.statistics..";

    @ArchTest
    static final ArchRule STATISTICS_ARE_PURE = classes()
            .that()
            .resideInAPackage(STATISTICS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    STATISTICS,
                    "java.lang",
                    "java.lang.invoke",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "org.apache.commons.statistics.distribution",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule STATISTICS_ASK_NEITHER_CLOCK_NOR_PROCESS_NOR_CHANCE = noClasses()
            .that()
            .resideInAPackage(STATISTICS)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.System")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Thread")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random");

    @ArchTest
    static final ArchRule WHAT_ROUTES_IS_UNKNOWN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.kairoute.router..", "io.kairoute.gateway..", "io.kairoute.node..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.kairoute.insight.(**)").should().beFreeOfCycles();
}
