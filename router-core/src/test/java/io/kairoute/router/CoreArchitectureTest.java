package io.kairoute.router;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CoreArchitectureTest {
    private static final String ROOT = "io.kairoute.router";
    private static final String[] HOT = {
        ROOT + ".decide..",
        ROOT + ".codec..",
        ROOT + ".decide..",
        ROOT + ".decision..",
        ROOT + ".signal..",
        ROOT + ".key..",
        ROOT + ".rule..",
        ROOT + ".clock..",
        ROOT + ".segment..",
        ROOT + ".availability..",
        ROOT + ".snapshot.."
    };
    private static final String[] COLD = {
        ROOT + ".table..",
        ROOT + ".compile..",
        ROOT + ".store..",
        ROOT + ".live..",
        ROOT + ".log..",
        ROOT + ".explain..",
        ROOT + ".embed.."
    };

    /** What no contact may wait for; compilers of hot classes are constructors and static, or in cold packages. */
    private static final String NOT_ON_THE_PATH =
            "java\\.util\\.(stream|function)\\..*|java\\.util\\.Optional.*|java\\.lang\\.ThreadLocal";

    private final JavaClasses core = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void shouldKnowEveryPackageAsHotOrCold() {
        classes()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .resideInAnyPackage(
                        Stream.concat(Stream.of(HOT), Stream.of(COLD)).toArray(String[]::new))
                .check(core);
    }

    @Test
    void shouldKeepTheColdSideOutOfTheHotPath() {
        noClasses()
                .that()
                .resideInAnyPackage(HOT)
                .should()
                .dependOnClassesThat(resideInAnyPackage(COLD).and(not(areReportedToTheHotPath())))
                .check(core);
    }

    // What the control thread writes into slots that decisions read.
    private static DescribedPredicate<JavaClass> areReportedToTheHotPath() {
        return simpleName("QueueState");
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
        slices().assignedFrom(new PackagesOfTheCore()).should().beFreeOfCycles().check(core);
    }

    /** Every package below the root, with what is below it, and the root itself. */
    private static final class PackagesOfTheCore implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(final JavaClass javaClass) {
            final String name = javaClass.getPackageName();
            if (!(name + ".").startsWith(ROOT + ".")) {
                return SliceIdentifier.ignore();
            }
            return SliceIdentifier.of(
                    name.equals(ROOT)
                            ? "root"
                            : name.substring(ROOT.length() + 1).split("\\.", 2)[0]);
        }

        @Override
        public String getDescription() {
            return "packages of the core";
        }
    }

    @Test
    void shouldUseNoStreamsOptionalsThreadLocalsOrClocksOnTheHotPath() {
        noMethods()
                .that()
                .areDeclaredInClassesThat(areOnThePath())
                .and()
                .areNotStatic()
                .should(callWhatAllocates())
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

    // Scans and openings, which no contact waits for.
    private static DescribedPredicate<JavaClass> areOnThePath() {
        return resideInAnyPackage(HOT)
                .and(not(simpleName("ChronicleSegmentStore")))
                .and(not(simpleName("ProfileIndex")))
                .and(not(simpleName("StripeCopy")));
    }

    private static ArchCondition<JavaMethod> callWhatAllocates() {
        return new ArchCondition<>("call streams, functions, optionals or thread locals") {
            @Override
            public void check(final JavaMethod method, final ConditionEvents events) {
                method.getAccessesFromSelf().stream()
                        .filter(access -> access.getTargetOwner().getName().matches(NOT_ON_THE_PATH))
                        .forEach(access -> events.add(SimpleConditionEvent.satisfied(method, access.getDescription())));
            }
        };
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
