package io.kairoute.bench;

import io.kairoute.bench.micro.TenantFigures;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.router.Limits;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures many tenants with a small table each, and prints a table. */
@Command(
        name = "tenants",
        description = "Measures what many tenants with a table of one queue each take, and cost a decision.",
        footerHeading = "%nExamples:%n",
        footer = "  kairoute bench tenants --tenants 100")
final class TenantsCommand implements Callable<Integer> {
    private static final double KIB = 1_024;
    private static final double NS_PER_US = 1_000;

    private final Screen screen;

    @Option(
            names = "--tenants",
            defaultValue = "1024",
            paramLabel = "N",
            description = "How many tenants there are. Default: ${DEFAULT-VALUE}.")
    private int tenants;

    TenantsCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (tenants < 1 || tenants > Limits.TENANTS) {
            throw new Refusal("--tenants must be 1 to " + Limits.TENANTS + ".");
        }
        final TenantFigures figures = TenantFigures.measure(tenants);
        final TextTable table =
                new TextTable(screen).column("of each tenant", Side.LEFT).column("", Side.RIGHT);
        row(table, "compiled tables, 16 kept ones among them, KiB of heap", figures.compiledBytes() / KIB);
        row(table, "what binds them to the live state, KiB of heap", figures.boundBytes() / KIB);
        row(table, "a live change, us", figures.liveChangeNs() / NS_PER_US);
        row(table, "a decision where there is one tenant, ns", figures.aloneNs());
        row(table, "a decision of one of all tenants, ns", figures.amongNs());
        table.print();
        return ExitCode.DONE;
    }

    private static void row(final TextTable table, final String what, final double figure) {
        table.row(what, String.format(Locale.ROOT, "%,.1f", figure));
    }
}
