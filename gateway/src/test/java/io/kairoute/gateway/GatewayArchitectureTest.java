package io.kairoute.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.kairoute.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class GatewayArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.kairoute.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_VIEW_THE_PLAIN_CALLS_AND_THE_GUARDS_TOUCH_FRAMEWORK_INTERNALS = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.edge..")
            .and()
            .doNotHaveSimpleName("PayloadView")
            .and()
            .haveSimpleNameNotStartingWith("Plain")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.vertx.core.internal..", "io.vertx.core.impl..");

    @ArchTest
    static final ArchRule REFUSALS_IMPORT_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("..gateway.refusal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..gateway.route..", "..gateway.api..", "..gateway.node..", "..gateway.config..");

    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_KNOWS_HOW_SQLITE_IS_OPENED = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.sqlite..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.sqlite..");
}
