package io.kairoute.router.table.yaml;

import io.kairoute.router.Limits;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** A YAML parser that refuses deep nesting, since what follows it recurses once per level. */
final class BoundedParser extends ParserImpl {
    private int depth;

    BoundedParser(final LoadSettings settings, final StreamReader reader) {
        super(settings, reader);
    }

    @Override
    public Event next() {
        final Event event = super.next();
        if (event instanceof CollectionStartEvent && ++depth > Limits.TABLE_DEPTH) {
            throw new ParserException("nested deeper than " + Limits.TABLE_DEPTH + " levels", event.getStartMark());
        }
        if (event instanceof CollectionEndEvent) {
            depth--;
        }
        return event;
    }
}
