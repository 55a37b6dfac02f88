package io.kairoute.router.table.check;

import io.kairoute.router.table.TablePath;

/** The lists at the top of a table. */
final class Places {
    static final TablePath DEFAULTS = TablePath.ROOT.key("defaults");
    static final TablePath OCCASIONS = TablePath.ROOT.key("occasions");
    static final TablePath SIGNALS = TablePath.ROOT.key("signals");
    static final TablePath TIERS = TablePath.ROOT.key("tiers");
    static final TablePath TUNING = TablePath.ROOT.key("tuning");
    static final TablePath PROTECTIONS = TablePath.ROOT.key("protections");
    static final TablePath QUEUES = TablePath.ROOT.key("queues");
    static final TablePath CALENDARS = TablePath.ROOT.key("calendars");
    static final TablePath SCRIPTS = TablePath.ROOT.key("scripts");
    static final TablePath LAYERS = TablePath.ROOT.key("layers");
    static final TablePath EXPERIMENTS = TablePath.ROOT.key("experiments");
    static final TablePath METRICS = TablePath.ROOT.key("metrics");
    static final TablePath VALUES = TablePath.ROOT.key("values");

    private Places() {}
}
