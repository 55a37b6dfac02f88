package io.kairoute.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.kairoute.ctl.LinesForPeople;

@AnalyzeClasses(packages = "io.kairoute.node", importOptions = ImportOption.DoNotIncludeTests.class)
class NodeArchitectureTest {
    /** What people read stays on its line, whatever a file or a name of one has in it: {@code Screen.say} and {@code tell} see to that. */
    @ArchTest
    static final ArchRule LINES_FOR_PEOPLE_ARE_SAID = noClasses()
            .that()
            .doNotHaveSimpleName("CompletionCommand") // a script
            .and()
            .doNotHaveSimpleName("Loggers") // lines of the log
            .and()
            .doNotHaveSimpleName("ServeLog")
            .should()
            .accessTargetWhere(LinesForPeople.PRINTED);
}
