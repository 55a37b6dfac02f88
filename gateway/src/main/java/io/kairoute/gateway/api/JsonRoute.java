package io.kairoute.gateway.api;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way to ask an admin method over plain HTTP, as the proto file's {@code google.api.http} rule gives it. Immutable.
 *
 * @param bodyField what the body is read into: {@code *} for the whole request, a field's name, or empty for no body
 */
record JsonRoute(Binding binding, HttpMethod verb, PathTemplate path, String bodyField) {
    /** A route with the variables of the path that led to it. */
    record Found(JsonRoute route, Map<String, String> variables) {}

    /** The routes of some methods, the most specific first. */
    static List<JsonRoute> of(final Collection<Binding> bindings) {
        final List<JsonRoute> routes = new ArrayList<>();
        for (final Binding binding : bindings) {
            final HttpRule rule = binding.method().schema().getOptions().getExtension(AnnotationsProto.http);
            add(routes, binding, rule);
            rule.getAdditionalBindingsList().forEach(other -> add(routes, binding, other));
        }
        routes.sort(Comparator.comparingInt((JsonRoute route) -> route.path.literalChars())
                .reversed());
        return List.copyOf(routes);
    }

    /** The route of a request; null when there is none. */
    static @Nullable Found find(final List<JsonRoute> routes, final HttpMethod method, final String path) {
        for (final JsonRoute route : routes) {
            if (route.verb.equals(method)) {
                final Map<String, String> variables = route.path.match(path);
                if (variables != null) {
                    return new Found(route, variables);
                }
            }
        }
        return null;
    }

    /** The methods that a path takes, for the header Allow; empty when nothing is at the path. */
    static String allowed(final List<JsonRoute> routes, final String path) {
        return String.join(
                ", ",
                routes.stream()
                        .filter(route -> route.path.match(path) != null)
                        .map(route -> route.verb.name())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static void add(final List<JsonRoute> routes, final Binding binding, final HttpRule rule) {
        final String template =
                switch (rule.getPatternCase()) {
                    case GET -> rule.getGet();
                    case PUT -> rule.getPut();
                    case POST -> rule.getPost();
                    case DELETE -> rule.getDelete();
                    case PATCH -> rule.getPatch();
                    default -> "";
                };
        if (!template.isEmpty()) {
            routes.add(new JsonRoute(
                    binding,
                    HttpMethod.valueOf(rule.getPatternCase().name()),
                    PathTemplate.of(template),
                    rule.getBody()));
        }
    }
}
