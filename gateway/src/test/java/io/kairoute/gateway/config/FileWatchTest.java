package io.kairoute.gateway.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    @TempDir
    private Path temp = Path.of("");

    @Test
    void shouldTellOfAChangeBetweenTheFirstReadAndTheWatch() throws Exception {
        final Path file = Files.writeString(temp.resolve("keys"), "one");
        final LinkedBlockingQueue<String> read = new LinkedBlockingQueue<>();
        final FileWatch.Mark before = FileWatch.Mark.of(List.of(file));
        Files.writeString(file, "two");

        try (FileWatch watch = new FileWatch(1)) {
            watch.watch("keys", before, () -> read.add("again"));

            assertEquals("again", read.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldWatchOnAfterAnErrorOfTheReader() throws Exception {
        final Path file = Files.writeString(temp.resolve("keys"), "one");
        final LinkedBlockingQueue<String> read = new LinkedBlockingQueue<>();

        try (FileWatch watch = new FileWatch(1)) {
            watch.watch("keys", List.of(file), () -> {
                read.add("read");
                throw new StackOverflowError("the reader");
            });
            Files.writeString(file, "two");
            assertEquals("read", read.poll(30, TimeUnit.SECONDS));
            Files.writeString(file, "three");

            assertEquals("read", read.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldHaveReadWhatChangedWhenALookIsAskedFor() throws Exception {
        final Path file = Files.writeString(temp.resolve("keys"), "one");
        final Path same = Files.writeString(temp.resolve("others"), "one");
        final List<String> read = new CopyOnWriteArrayList<>();

        try (FileWatch watch = new FileWatch(TimeUnit.HOURS.toMillis(1))) {
            watch.watch("keys", List.of(file), () -> read.add("keys"));
            watch.watch("others", List.of(same), () -> read.add("others"));
            Files.writeString(file, "two");

            watch.lookNow();

            assertEquals(List.of("keys"), read);
        }
    }

    @Test
    void shouldLetALookBeAskedForOnceItIsClosed() {
        final FileWatch watch = new FileWatch(1);
        watch.close();

        assertDoesNotThrow(watch::lookNow);
    }
}
