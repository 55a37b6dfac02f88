package io.kairoute.bench.rivals;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;

/** Camunda 7's DMN engine, standing alone. */
final class CamundaEngine implements RivalEngine {
    private final MetRows rows;
    private final DmnEngine engine;
    private final DmnDecision decision;
    private @Nullable DmnDecisionTableResult result;

    CamundaEngine(final List<RivalRow> rows) {
        this.rows = new MetRows(rows);
        engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
        decision = engine.parseDecision(DmnTable.DECISION, new ByteArrayInputStream(DmnTable.of(rows, "integer")));
    }

    @Override
    public void meet(final int[] met) {
        rows.meet(met);
    }

    @Override
    public Object decide() {
        final RivalRow met = rows.next();
        final VariableMap variables = Variables.createVariables()
                .putValue("intent", met.intent())
                .putValue("channel", met.channel())
                .putValue("product", met.product())
                .putValue("tier", RivalRow.TIER);
        result = engine.evaluateDecisionTable(decision, variables);
        return result;
    }

    @Override
    @SuppressWarnings("NullAway") // after a decision there is a result
    public Answer answer() {
        return new Answer(
                result.getSingleResult().<String>getEntry("queue"),
                result.getSingleResult().<Number>getEntry("priority").intValue());
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
