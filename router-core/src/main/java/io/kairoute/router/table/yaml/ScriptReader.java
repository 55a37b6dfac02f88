package io.kairoute.router.table.yaml;

import io.kairoute.router.table.ScriptDefinition;

/** Reads one agent script. */
final class ScriptReader {
    private ScriptReader() {}

    static ScriptDefinition read(final MapCursor script) {
        return new ScriptDefinition(
                script.text("id"),
                script.text("name"),
                script.read("version", ScalarType.INTEGER, 0),
                script.read("owner", ScalarType.TEXT),
                script.text("default"),
                QueueReader.texts(script.freeMap("languages", "a mapping of language tags to variants")));
    }
}
