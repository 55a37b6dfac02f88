package io.kairoute.gateway.table;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.CalendarState;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import io.kairoute.router.table.TablePath;
import io.kairoute.table.v1.Conditions;
import io.kairoute.table.v1.NamedValues;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Turns messages into conditions. */
final class ConditionsFromProto {
    private final ProtoTexts texts;

    ConditionsFromProto(final ProtoTexts texts) {
        this.texts = texts;
    }

    /** The conditions of a message; none for one that was never set. */
    ConditionsDefinition conditions(final TablePath path, final Conditions message) {
        return new ConditionsDefinition(
                attributes(path, message.getAttributesList()),
                named(path.key("labels"), message.getLabelsList()),
                calendars(path.key("calendar"), message.getCalendarsList()),
                message.hasTime() ? time(path.key("time"), message.getTime()) : null);
    }

    /** Values by name, in the order of the message. */
    Map<String, List<String>> named(final TablePath path, final List<NamedValues> messages) {
        final Map<String, List<String>> named = new LinkedHashMap<>();
        for (final NamedValues message : messages) {
            if (named.putIfAbsent(message.getName(), List.copyOf(message.getValuesList())) != null) {
                texts.twice(path.key(message.getName()), message.getName());
            }
        }
        return named;
    }

    /** The weekday of a text; Monday, and a problem, for none. */
    DayOfWeek day(final TablePath path, final String text) {
        final DayOfWeek day = texts.choice(path, text, DayOfWeek.values(), TableToProto::day);
        return day == null ? DayOfWeek.MONDAY : day;
    }

    private Map<Attribute, List<String>> attributes(final TablePath path, final List<NamedValues> messages) {
        final Map<Attribute, List<String>> attributes = new LinkedHashMap<>();
        named(path, messages).forEach((name, values) -> {
            final Attribute attribute = texts.choice(path.key(name), name, Attribute.values(), Attribute::key);
            if (attribute != null) {
                attributes.put(attribute, values);
            }
        });
        return attributes;
    }

    private Map<String, List<CalendarState>> calendars(final TablePath path, final List<NamedValues> messages) {
        final Map<String, List<CalendarState>> calendars = new LinkedHashMap<>();
        named(path, messages)
                .forEach((id, states) -> calendars.put(
                        id,
                        states.stream()
                                .map(state ->
                                        texts.choice(path.key(id), state, CalendarState.values(), CalendarState::key))
                                .filter(Objects::nonNull)
                                .toList()));
        return calendars;
    }

    private TimeWindow time(final TablePath path, final io.kairoute.table.v1.TimeWindow message) {
        final Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        message.getDaysList().forEach(day -> days.add(day(path.key("days"), day)));
        return new TimeWindow(
                days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, message.getFromMinute(), message.getToMinute());
    }
}
