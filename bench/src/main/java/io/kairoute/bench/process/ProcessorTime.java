package io.kairoute.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Processor time of the whole machine up to one instant, and the part of it that is other people's, as the kernel counts it in
 * {@code /proc/stat}.
 *
 * <p>Ours is what this process, its children and theirs took, those that have ended included. What the kernel does on behalf of
 * nobody, such as interrupts, counts as idle; time that a hypervisor took from the machine counts as other people's.
 *
 * @param allTicks ticks of all processors, idle ones included; 0 where the machine does not tell
 * @param othersTicks ticks that somebody else used or took
 */
public record ProcessorTime(long allTicks, long othersTicks) {
    private static final ProcessorTime UNKNOWN = new ProcessorTime(0, 0);
    private static final int USER = 1;
    private static final int NICE = 2;
    private static final int SYSTEM = 3;
    private static final int STEAL = 8;
    // Behind the name in parentheses of /proc/PID/stat, which may hold blanks, the state is the first field.
    private static final int FIRST_OF_PROCESS = 11;
    private static final int FIELDS_OF_PROCESS = 4;

    /** Up to now. */
    public static ProcessorTime now() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            return of(lines.findFirst().orElse(""), oursTicks());
        } catch (final IOException e) {
            return UNKNOWN;
        }
    }

    /** Reads the first line of {@code /proc/stat}. */
    static ProcessorTime of(final String line, final long oursTicks) {
        if (!line.startsWith("cpu")) {
            return UNKNOWN;
        }
        final long[] ticks = Stream.of(line.trim().split(" +", -1))
                .mapToLong(field -> field.startsWith("cpu") ? 0 : Long.parseLong(field))
                .toArray();
        if (ticks.length <= STEAL) {
            return UNKNOWN;
        }
        // What guests used is in user time already.
        final long all = LongStream.of(ticks).limit(STEAL + 1).sum();
        return new ProcessorTime(all, ticks[USER] + ticks[NICE] + ticks[SYSTEM] + ticks[STEAL] - oursTicks);
    }

    /** The share of the machine that others used between then and this; NaN where that is not known. */
    public double othersSince(final ProcessorTime then) {
        final long all = allTicks - then.allTicks;
        return all <= 0 ? Double.NaN : Math.max(0, (double) (othersTicks - then.othersTicks) / all);
    }

    /** Ticks that this process, its children and theirs have used. */
    static long oursTicks() {
        final ProcessHandle self = ProcessHandle.current();
        return Stream.concat(Stream.of(self), self.descendants())
                .mapToLong(process -> ticks(Path.of("/proc", Long.toString(process.pid()), "stat")))
                .sum();
    }

    private static long ticks(final Path file) {
        try {
            final String text = Files.readString(file);
            return Stream.of(text.substring(text.lastIndexOf(')') + 2).split(" ", -1))
                    .skip(FIRST_OF_PROCESS)
                    .limit(FIELDS_OF_PROCESS)
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (final IOException e) {
            return 0; // It has ended meanwhile, and whoever started it has its time.
        }
    }
}
