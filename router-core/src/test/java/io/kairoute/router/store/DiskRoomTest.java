package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {
    @Test
    void shouldTellTheRoomOfTheDiskThatADirectoryLiesOn(@TempDir final Path directory) {
        final DiskRoom room = DiskRoom.of(directory);

        assertTrue(room.usableBytes() > 0 && room.usableBytes() <= room.totalBytes(), room.toString());
    }

    @Test
    void shouldCountAsEndlessWhereTheSystemDoesNotSay(@TempDir final Path directory) {
        assertEquals(DiskRoom.UNKNOWN, DiskRoom.of(directory.resolve("none")));
    }
}
