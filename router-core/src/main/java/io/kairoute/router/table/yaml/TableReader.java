package io.kairoute.router.table.yaml;

import io.kairoute.router.Limits;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.LayerDefinition;
import io.kairoute.router.table.MetricDefinition;
import io.kairoute.router.table.PlacesInText;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TableReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table from YAML.
 *
 * <p>Reading finds what is wrong with the form: YAML, keys, types and spellings, all of it in one pass. What is wrong
 * with the meaning, such as a reference to nothing, is for the checks on the table that comes out.
 */
public final class TableReader {
    private TableReader() {}

    /**
     * What came out of one document.
     *
     * @param table the table, with stand-ins where something could not be read; null for a document that is none
     * @param problems what was wrong
     * @param positions where each place of the table stands
     */
    public record Reading(@Nullable TableDefinition table, Problems problems, PlacesInText positions) {
        /** The table, if nothing was wrong with it, and what was. */
        public TableReport report() {
            return new TableReport(problems.hasErrors() ? null : table, problems.sorted());
        }
    }

    /** Reads a file. */
    public static Reading read(final Path file) {
        final Problems problems = new Problems(PlacesInText.NONE);
        try (InputStream input = Files.newInputStream(file)) {
            return read(input.readNBytes(Limits.TABLE_BYTES + 1));
        } catch (final NoSuchFileException missing) {
            problems.error("FILE_MISSING", TablePath.ROOT, "The file does not exist.", "Check its name and directory.");
        } catch (final IOException unreadable) {
            problems.error(
                    "FILE_UNREADABLE",
                    TablePath.ROOT,
                    "The file cannot be read: " + unreadable.getMessage() + ".",
                    "Check that it is a file, and your permission to read it.");
        }
        return new Reading(null, problems, PlacesInText.NONE);
    }

    /** Reads a document. */
    public static Reading read(final byte[] document) {
        final Problems problems = new Problems(PlacesInText.NONE);
        final YamlNode root = YamlDocument.parse(document, problems);
        return root == null
                ? new Reading(null, problems, PlacesInText.NONE)
                : new Reading(table(root, problems), problems, new PlacesOfNodes(root));
    }

    private static @Nullable TableDefinition table(final YamlNode root, final Problems problems) {
        final MapCursor table = MapCursor.open(root, TablePath.ROOT, "a table", problems);
        if (!table.isMapping() || isOfOtherFormat(table)) {
            return null;
        }
        table.checkKeys(TableKeys.TABLE);
        return new TableDefinition(
                table.text("table"),
                TableDefinition.FORMAT,
                DefaultsReader.read(table.map("defaults", TableKeys.DEFAULTS)),
                all(table, "occasions", TableKeys.OCCASION, OccasionReader::read),
                all(table, "signals", TableKeys.SIGNAL, RuleReader::signal),
                all(table, "tiers", TableKeys.TIER, TierReader::read),
                all(table, "tuning", TableKeys.TUNING, RuleReader::tuning),
                all(table, "protections", TableKeys.PROTECTION, RuleReader::protection),
                all(table, "queues", TableKeys.QUEUE, QueueReader::read),
                all(table, "calendars", TableKeys.CALENDAR, CalendarReader::read),
                all(table, "scripts", TableKeys.SCRIPT, ScriptReader::read),
                all(table, "layers", TableKeys.LAYER, TableReader::layer),
                all(table, "experiments", TableKeys.EXPERIMENT, ExperimentReader::read),
                all(table, "metrics", TableKeys.METRIC, TableReader::metric),
                values(table.map("values", TableKeys.VALUES)));
    }

    /** Looked at first: the keys of another format would only look like many mistakes. */
    private static boolean isOfOtherFormat(final MapCursor table) {
        final Integer format = table.read("format", ScalarType.INTEGER);
        if (format == null || format == TableDefinition.FORMAT) {
            return false;
        }
        table.errorAt(
                "format",
                "UNSUPPORTED_FORMAT",
                "The document has format " + format + ", this version reads format " + TableDefinition.FORMAT + ".",
                format > TableDefinition.FORMAT
                        ? "Use a version of Kairoute that knows this format."
                        : "Write format: " + TableDefinition.FORMAT + ".");
        return true;
    }

    private static <T> List<T> all(
            final MapCursor table, final String key, final Keys keys, final Function<MapCursor, T> reader) {
        final List<T> parts = new ArrayList<>();
        for (final MapCursor part : table.maps(key, keys)) {
            parts.add(reader.apply(part));
        }
        return Collections.unmodifiableList(parts);
    }

    private static LayerDefinition layer(final MapCursor layer) {
        return new LayerDefinition(layer.text("id"), layer.text("seed"));
    }

    private static MetricDefinition metric(final MapCursor metric) {
        return new MetricDefinition(
                metric.text("id"),
                metric.text("lens"),
                metric.text("unit"),
                metric.text("window"),
                metric.text("owner"));
    }

    private static Map<String, List<String>> values(final @Nullable MapCursor values) {
        final Map<String, List<String>> vocabularies = new LinkedHashMap<>();
        if (values != null) {
            for (final String key : values.keys()) {
                for (final Attribute attribute : Attribute.CLOSABLE) {
                    if (attribute.key().equals(key)) {
                        vocabularies.put(
                                key,
                                values.texts(key).stream()
                                        .map(attribute::normalize)
                                        .toList());
                    }
                }
            }
        }
        return Collections.unmodifiableMap(vocabularies);
    }
}
