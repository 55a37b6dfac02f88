package io.kairoute.ctl.terminal;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many lines are wanted, as far as a node gives that many at once; of 0 it would think that nothing was said. */
public class HowMany implements ITypeConverter<Integer> {
    private static final int MOST = 1_000;

    private final int least;

    /** Reads 1 to 1000; made by the command line. */
    public HowMany() {
        this(1);
    }

    private HowMany(final int least) {
        this.least = least;
    }

    /** Reads 0 to 1000, where none of what is there already may be wanted. */
    public static final class OrNone extends HowMany {
        /** Made by the command line. */
        public OrNone() {
            super(0);
        }
    }

    @Override
    public final Integer convert(final String typed) {
        if (typed.matches("[0-9]{1,4}") && Integer.parseInt(typed) >= least && Integer.parseInt(typed) <= MOST) {
            return Integer.valueOf(typed);
        }
        throw new TypeConversionException("is no number from " + least + " to " + MOST + ".");
    }
}
