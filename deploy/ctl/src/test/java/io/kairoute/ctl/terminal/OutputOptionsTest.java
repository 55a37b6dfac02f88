package io.kairoute.ctl.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.ListLiveOccasionsResponse;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.QueueState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class OutputOptionsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Screen screen = Screen.plain(out, out);

    @Command(name = "x")
    private static final class Holder {
        @Mixin
        private final OutputOptions output = new OutputOptions();
    }

    @Test
    void shouldGiveProgramsEveryFieldEvenOfAnEmptyAnswer() {
        options("json").show(screen, ListLiveOccasionsResponse.getDefaultInstance(), () -> {
            throw new AssertionError("a person was served");
        });

        assertEquals("{\n  \"live_occasions\": []\n}\n", said());
    }

    @Test
    void shouldServeAPersonWhereNoFormatIsNamed() {
        options("table").show(screen, QueueState.getDefaultInstance(), () -> screen.out()
                .println("a table"));

        assertEquals("a table\n", said());
    }

    @Test
    void shouldWriteUtf8WhateverTheTerminalCanDraw() {
        options("json")
                .print(
                        screen,
                        LiveOccasion.newBuilder()
                                .setReason("Störung in Zürich, 断线")
                                .build());

        assertTrue(said().contains("\"reason\": \"Störung in Zürich, 断线\""), said());
    }

    @Test
    void shouldWriteALineForEachOfMany() {
        final OutputOptions json = options("json");
        json.printNext(screen, QueueState.newBuilder().setQueue("a").build());
        json.printNext(screen, QueueState.newBuilder().setQueue("b").build());

        assertEquals(
                List.of("{\"queue\":\"a\"}", "{\"queue\":\"b\"}"),
                said().lines().toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            no                | "no"
            1:30              | "1:30"
            outage-12         | outage-12
            a: b              | "a: b"
            007               | "007"
            true              | "true"
            """)
    void shouldQuoteInYamlWhatAReaderMightTakeForSomethingElse(final String reason, final String written) {
        options("yaml")
                .print(screen, LiveOccasion.newBuilder().setReason(reason).build());

        assertTrue(said().contains("\nreason: " + written + "\n"), said());
        final Map<?, ?> read = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(said());
        assertEquals(reason, read.get("reason"));
    }

    private static OutputOptions options(final String format) {
        final Holder holder = new Holder();
        new CommandLine(holder).setCaseInsensitiveEnumValuesAllowed(true).parseArgs("-o", format);
        return holder.output;
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
