package io.kairoute.gateway.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.kairoute.gateway.document.DocumentFault;
import io.kairoute.gateway.document.Invisible;
import io.kairoute.gateway.document.PlainYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the YAML file into settings; every fault is told with its line and column. */
final class YamlSettings {
    private static final long MAX_BYTES = 1024 * 1024;

    private final String name;
    private final JsonParser parser;
    private final Settings into;
    private final Set<String> seen = new HashSet<>();

    private YamlSettings(final String name, final JsonParser parser, final Settings into) {
        this.name = name;
        this.parser = parser;
        this.into = into;
    }

    /** Reads a file; an empty one sets nothing. */
    static void read(final Path file, final Settings into) {
        final String name = file.toString();
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw ConfigException.at(name, "the file is over " + MAX_BYTES + " bytes");
            }
            read(name, PlainYaml.text(Files.readAllBytes(file)), into);
        } catch (final DocumentFault e) {
            throw ConfigException.at(name + e.place(), e.reason());
        } catch (final NoSuchFileException e) {
            throw ConfigException.at(name, "no such file");
        } catch (final IOException e) {
            throw ConfigException.at(name, "cannot be read: " + e.getMessage());
        }
    }

    private static void read(final String name, final String text, final Settings into) throws IOException {
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            new YamlSettings(name, parser, into).document();
        } catch (final JsonProcessingException e) {
            throw PlainYaml.fault(text, e);
        }
    }

    private void document() throws IOException {
        final JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            section("");
        } else if (token != null && token != JsonToken.VALUE_NULL) {
            throw fault("the file must be a map of properties");
        }
        if (parser.nextToken() != null) {
            throw fault("a second document begins here, and a configuration is one");
        }
    }

    private void section(final String prefix) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final String path = prefix + parser.currentName();
            if (!seen.add(path)) {
                throw fault(path + " is given twice");
            }
            final Property property = Property.ofPath(path);
            if (property != null) {
                value(property);
            } else if (Property.hasBelow(path)) {
                subsection(path);
            } else {
                checkVisible(path, path);
                throw fault("unknown key " + path);
            }
        }
    }

    private void subsection(final String path) throws IOException {
        final JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            section(path + ".");
        } else if (token != JsonToken.VALUE_NULL) {
            throw fault(path + " must be a map");
        }
    }

    private void value(final Property property) throws IOException {
        final String place = place(name, parser.currentTokenLocation());
        final JsonToken token = parser.nextToken();
        switch (property.kind()) {
            case SCALAR -> into.put(property, scalar(property, token), place);
            case LIST ->
                into.put(property, token == JsonToken.START_ARRAY ? items(property) : scalar(property, token), place);
            case MAP ->
                into.put(property, token == JsonToken.START_OBJECT ? pairs(property) : scalar(property, token), place);
        }
    }

    private String items(final Property property) throws IOException {
        final List<String> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(item(property));
        }
        return String.join(",", items);
    }

    private String pairs(final Property property) throws IOException {
        final List<String> pairs = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            final String key = parser.currentName();
            if (key.contains("=") || key.contains(",")) {
                throw fault("names under " + property.path() + " may not hold = or ,");
            }
            parser.nextToken();
            pairs.add(key + "=" + item(property));
        }
        return String.join(",", pairs);
    }

    private String item(final Property property) throws IOException {
        final String text = scalar(property, parser.currentToken());
        if (text.contains(",")) {
            throw fault("values under " + property.path() + " may not hold a comma");
        }
        return text;
    }

    private String scalar(final Property property, final JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return "";
        }
        if (!token.isScalarValue()) {
            throw fault(property.path() + " must be one value");
        }
        checkVisible(property.path(), parser.getText());
        return parser.getText();
    }

    private void checkVisible(final String path, final String text) {
        final int hidden = Invisible.first(text);
        if (hidden >= 0) {
            throw fault(path + " holds " + Invisible.name(text.codePointAt(hidden))
                    + ", which nobody sees: write a plain space, or nothing");
        }
    }

    private ConfigException fault(final String what) {
        return ConfigException.at(place(name, parser.currentTokenLocation()), what);
    }

    private static String place(final String name, final JsonLocation location) {
        return location == null ? name : name + ":" + location.getLineNr() + ":" + location.getColumnNr();
    }
}
