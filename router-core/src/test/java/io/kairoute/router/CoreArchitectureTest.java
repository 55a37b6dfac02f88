package io.kairoute.router;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

class CoreArchitectureTest {
    private static final String ROOT = "io.kairoute.router";
    private static final String[] HOT = {
        ROOT + ".codec..",
        ROOT + ".decision..",
        ROOT + ".signal..",
        ROOT + ".key..",
        ROOT + ".rule..",
        ROOT + ".clock..",
        ROOT + ".occasion..",
        ROOT + ".segment..",
        ROOT + ".treatment..",
        ROOT + ".tuning..",
        ROOT + ".guardrail..",
        ROOT + ".availability..",
        ROOT + ".script..",
        ROOT + ".snapshot.."
    };
    private static final String[] COLD = {ROOT + ".table..", ROOT + ".compile..", ROOT + ".store.."};

    private final JavaClasses core = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void shouldKeepTheColdSideOutOfTheHotPath() {
        noClasses()
                .that()
                .resideInAnyPackage(HOT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(COLD)
                .check(core);
    }

    @Test
    void shouldLetNoStageCallAnother() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Stage")
                .should(accessAnotherStage())
                .check(core);
    }

    private static ArchCondition<JavaClass> accessAnotherStage() {
        return new ArchCondition<>("access another stage") {
            @Override
            public void check(final JavaClass stage, final ConditionEvents events) {
                stage.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                dependency.getTargetClass().getSimpleName().endsWith("Stage"))
                        .filter(dependency -> !dependency.getTargetClass().equals(stage))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.satisfied(stage, dependency.getDescription())));
            }
        };
    }

    @Test
    void shouldHaveNoCycleBetweenPackages() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(core);
    }

    @Test
    void shouldUseNoStreamsOptionalsThreadLocalsOrClocksOnTheHotPath() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Stage")
                .or()
                .haveSimpleName("Router")
                .or()
                .haveSimpleName("RouteRequestFlyweight")
                .or()
                .haveSimpleName("RuleMatcher")
                .or()
                .haveSimpleName("Signals")
                .or()
                .haveSimpleName("Vocabulary")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.util\\.(stream|function)\\..*|java\\.util\\.Optional|java\\.lang\\.ThreadLocal")
                .check(core);
        noClasses()
                .that()
                .resideInAnyPackage(HOT)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(core);
    }

    @Test
    void shouldKeepFrameworksAndLoggersOutOfTheCore() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..",
                        "io.netty..",
                        "com.google.protobuf..",
                        "io.grpc..",
                        "org.slf4j..",
                        "java.util.logging..")
                .check(core);
    }

    @Test
    void shouldMakeEveryClassFinalOrAnInterface() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(core);
    }
}
