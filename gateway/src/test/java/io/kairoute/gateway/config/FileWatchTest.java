package io.kairoute.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
