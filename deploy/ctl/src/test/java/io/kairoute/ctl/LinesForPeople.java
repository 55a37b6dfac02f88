package io.kairoute.ctl;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.io.PrintStream;
import java.util.Set;

/** How a line for people gets out other than by {@code Screen.say} and {@code tell}, which keep it one line. */
public final class LinesForPeople {
    private static final Set<String> WAYS = Set.of("print", "println", "printf", "format", "append", "write");

    /** Something is printed as it is; an empty line is no harm. */
    public static final DescribedPredicate<JavaAccess<?>> PRINTED =
            DescribedPredicate.describe("print to a PrintStream", LinesForPeople::isPrinted);

    private LinesForPeople() {}

    private static boolean isPrinted(final JavaAccess<?> access) {
        return access.getTargetOwner().isAssignableTo(PrintStream.class)
                && WAYS.contains(access.getName())
                && access.getTarget() instanceof CodeUnitAccessTarget target
                && !target.getRawParameterTypes().isEmpty();
    }
}
