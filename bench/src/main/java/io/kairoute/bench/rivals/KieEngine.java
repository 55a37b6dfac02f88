package io.kairoute.bench.rivals;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNResult;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.internal.io.ResourceFactory;

/** KIE (Drools) DMN. */
final class KieEngine implements RivalEngine {
    private final MetRows rows;
    private final DMNRuntime runtime;
    private final DMNModel model;
    private @Nullable DMNResult result;

    KieEngine(final List<RivalRow> rows) {
        this.rows = new MetRows(rows);
        runtime = DMNRuntimeBuilder.fromDefaults()
                .buildConfiguration()
                .fromResources(List.of(ResourceFactory.newByteArrayResource(DmnTable.of(rows, "number"))))
                .getOrElseThrow(IllegalStateException::new);
        model = runtime.getModels().get(0);
        if (model.hasErrors()) {
            throw new IllegalStateException("KIE refuses the table: " + model.getMessages());
        }
    }

    @Override
    public void meet(final int[] met) {
        rows.meet(met);
    }

    @Override
    public Object decide() {
        final RivalRow met = rows.next();
        final DMNContext context = runtime.newContext();
        context.set("intent", met.intent());
        context.set("channel", met.channel());
        context.set("product", met.product());
        context.set("tier", RivalRow.TIER);
        result = runtime.evaluateAll(model, context);
        return result;
    }

    @Override
    @SuppressWarnings("NullAway") // after a decision there is a result
    public Answer answer() {
        final Map<?, ?> outputs =
                (Map<?, ?>) result.getDecisionResultByName(DmnTable.DECISION).getResult();
        return new Answer(String.valueOf(outputs.get("queue")), ((Number) outputs.get("priority")).intValue());
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
