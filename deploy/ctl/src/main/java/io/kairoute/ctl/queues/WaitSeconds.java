package io.kairoute.ctl.queues;

import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how long contacts of a queue have to wait, in seconds; nobody waits a year, so a longer one is another unit. */
final class WaitSeconds implements ITypeConverter<Integer> {
    private static final int MOST = (int) TimeUnit.DAYS.toSeconds(365);

    @Override
    public Integer convert(final String typed) {
        if (typed.matches("[0-9]{1,8}") && Integer.parseInt(typed) <= MOST) {
            return Integer.valueOf(typed);
        }
        throw new TypeConversionException("is no number of seconds from 0 to " + MOST + ", a year.");
    }
}
