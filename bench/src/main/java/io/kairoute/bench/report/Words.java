package io.kairoute.bench.report;

import io.kairoute.bench.gateway.GatewayRun;
import io.kairoute.bench.rivals.RivalKind;
import java.util.Map;

/** What the page calls what the summary has keys for. */
final class Words {
    private static final Map<String, String> FIGURES = Map.ofEntries(
            Map.entry("core.route.bytes_per_op", "bytes that a decision allocates"),
            Map.entry("core.route.over_memory_read", "a decision, in random reads of memory"),
            Map.entry("core.route.over_get_using", "a decision, in bare lookups in Chronicle Map"),
            Map.entry("core.route.over_find", "a decision, in lookups of its own customer"),
            Map.entry("core.route.experiment_over_plain", "a decision in an experiment, over one that is in none"),
            Map.entry("core.route.logged_over_unlogged", "a decision that is logged, over one that is not"),
            Map.entry(
                    "core.route.tenants_1000_one_table_over_one", "one of 1,000 tenants with one table, over one of 1"),
            Map.entry(
                    "core.route.tenants_1000_over_one", "one of 1,000 tenants with tables of their own, over one of 1"),
            Map.entry("gateway.unary_over_grpc_java", "calls a second, over a bare grpc-java server's"),
            Map.entry("gateway.unary_over_vertx_grpc", "calls a second, over a bare Vert.x gRPC server's"),
            Map.entry("gateway.stream_over_unary", "decisions a second over streams, over single calls"),
            Map.entry("gateway.json_over_unary", "calls a second with JSON, over gRPC"),
            Map.entry("gateway.1000_connections_over_8", "calls a second over 1,000 connections, over 8"),
            Map.entry("gateway.unlogged_over_logged", "calls a second without the decision log, over with it"),
            Map.entry(
                    "gateway.processor_time_over_grpc_java",
                    "processor time of a call, over a bare grpc-java server's"),
            Map.entry("gateway.bytes_per_call", "bytes that an event loop allocates for a call"),
            Map.entry("gateway.half_rate_p99_over_grpc_java", "p99 at half rate, over a bare grpc-java server's"),
            Map.entry("gateway.publishing_over_quiet.p999", "p99.9 while tables are published, over p99.9 without"));

    private static final Map<String, String> TASKS = Map.ofEntries(
            Map.entry("route", "a whole decision"),
            Map.entry("get_using", "a bare lookup in the same Chronicle Map (getUsing)"),
            Map.entry("find", "the lookup of a customer as a decision does it"),
            Map.entry("memory_read", "one random read of as much memory"),
            Map.entry("route_no_index", "a decision without the read index"),
            Map.entry("find_no_index", "the lookup without the read index"),
            Map.entry("route_miss", "a decision about somebody unknown"),
            Map.entry("route_consent_off", "a decision about a customer without consent"),
            Map.entry("route_ambiguous", "an ambiguous contact"),
            Map.entry("route_experiment", "a contact in an experiment"),
            Map.entry("route_overflow", "a contact whose queue is full"),
            Map.entry("heap_hashMap", "a lookup in a HashMap on the heap"),
            Map.entry("heap_agrona", "a lookup in an Agrona map on the heap"),
            Map.entry("codec_read", "reading a request"),
            Map.entry("codec_readProtobuf", "reading it with protobuf-java"),
            Map.entry("codec_write", "writing an answer"),
            Map.entry("codec_writeProtobuf", "writing it with protobuf-java"),
            Map.entry("logged_false", "a decision that is not logged"),
            Map.entry("logged_true", "a decision that is logged"),
            Map.entry("publishing_0", "single decisions while nothing is published"),
            Map.entry("publishing_10", "single decisions while a table is published ten times a second"));

    private static final Map<String, String> SERVERS = Map.of(
            GatewayRun.KAIROUTE, "Kairoute, as it ships",
            GatewayRun.UNLOGGED, "Kairoute without its decision log",
            GatewayRun.JSON, "Kairoute, JSON over HTTP/1.1",
            GatewayRun.STREAM, "Kairoute, contacts over streams",
            GatewayRun.CONNECTIONS_1000, "Kairoute, 1,000 connections",
            GatewayRun.GRPC_JAVA, "a bare grpc-java server that decides nothing",
            GatewayRun.VERTX, "a bare Vert.x gRPC server that decides nothing");

    private static final Map<String, String> ENGINES = Map.of(
            "core", "Kairoute",
            "hash_map", "a router written by hand",
            "drools_rules", "Drools rules, a session for each decision",
            "drools_rules_kept", "Drools rules, a session that is kept",
            "kie_dmn", "DMN by KIE",
            "camunda_dmn", "DMN by Camunda",
            "zen", "GoRules Zen, one after the other",
            "zen_64", "GoRules Zen, 64 at once",
            "json_rules", "json-rules-engine");

    private Words() {}

    /** What a figure of the summary says; its key where it has no words. */
    static String figure(final String key) {
        return FIGURES.getOrDefault(key, key);
    }

    /** What a benchmark measures. */
    static String task(final String name) {
        return TASKS.getOrDefault(name, name.replace('_', ' '));
    }

    /** Who answered, or how it was asked. */
    static String server(final String name) {
        return SERVERS.getOrDefault(name, name);
    }

    /** A decision engine. */
    static String engine(final String name) {
        return ENGINES.getOrDefault(name, name);
    }

    /** A kind of engine. */
    static String kind(final RivalKind kind) {
        return switch (kind) {
            case DROOLS_RULES -> "Drools rules";
            case DMN -> "DMN tables";
            case ZEN -> "GoRules Zen";
            case JSON_RULES -> "json-rules-engine";
            case BY_HAND -> "a router written by hand";
        };
    }
}
