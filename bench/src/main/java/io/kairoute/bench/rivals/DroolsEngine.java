package io.kairoute.bench.rivals;

import java.util.List;
import java.util.stream.Collectors;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.StatelessKieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Drools' own language, with the executable model: a rule for each row. The intent stands first in each, so that Drools finds the
 * rows that may fit by a hash of it, and not one after the other.
 */
final class DroolsEngine implements RivalEngine {
    // A session that is kept grows slower with what it has seen; its users renew it now and then.
    private static final int CALLS_OF_A_SESSION = 10_000;

    private final MetRows rows;
    private final KieBase base;
    private final @Nullable StatelessKieSession stateless;
    private @Nullable KieSession kept;
    private int calls;
    private RuleFact fact;

    private DroolsEngine(final List<RivalRow> rows, final boolean isKept) {
        this.rows = new MetRows(rows);
        fact = new RuleFact(rows.get(0));
        base = base(rows);
        stateless = isKept ? null : base.newStatelessKieSession();
        kept = isKept ? base.newKieSession() : null;
    }

    /** Each decision by a session of its own, as for requests that know nothing of each other. */
    static DroolsEngine stateless(final List<RivalRow> rows) {
        return new DroolsEngine(rows, false);
    }

    /** All decisions by one session, renewed now and then. */
    static DroolsEngine kept(final List<RivalRow> rows) {
        return new DroolsEngine(rows, true);
    }

    private static KieBase base(final List<RivalRow> rows) {
        final KieServices services = KieServices.Factory.get();
        final KieFileSystem files = services.newKieFileSystem();
        files.write(
                "src/main/resources/route.drl",
                rows.stream()
                        .map(DroolsEngine::rule)
                        .collect(Collectors.joining(
                                "\n",
                                "package io.kairoute.bench.routes;\nimport " + RuleFact.class.getName() + ";\n",
                                "")));
        final KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException("Drools refuses the table: " + builder.getResults());
        }
        return services.newKieContainer(builder.getKieModule().getReleaseId()).getKieBase();
    }

    private static String rule(final RivalRow row) {
        final String tiers = row.tiers().stream().map(tier -> '"' + tier + '"').collect(Collectors.joining(", "));
        return "rule \"%s\" when $fact : RuleFact(intent == \"%s\", channel == \"%s\", product == \"%s\", tier in (%s)) then $fact.answer(\"%s\", %d); end"
                .formatted(
                        row.intent(), row.intent(), row.channel(), row.product(), tiers, row.queue(), row.priority());
    }

    @Override
    public void meet(final int[] met) {
        rows.meet(met);
    }

    @Override
    public Object decide() {
        fact = new RuleFact(rows.next());
        if (stateless != null) {
            stateless.execute(fact);
        } else {
            final KieSession session = session();
            final FactHandle handle = session.insert(fact);
            session.fireAllRules();
            session.delete(handle);
        }
        return fact;
    }

    private KieSession session() {
        KieSession session = kept;
        if (session == null || calls++ == CALLS_OF_A_SESSION) {
            close();
            session = base.newKieSession();
            kept = session;
            calls = 1;
        }
        return session;
    }

    @Override
    public Answer answer() {
        return new Answer(fact.queue(), fact.priority());
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.dispose();
        }
    }
}
