package io.kairoute.gateway.api;

import io.kairoute.gateway.api.stream.OpenAnswers;
import io.kairoute.gateway.identity.CallerGuard;
import io.vertx.core.Vertx;

/**
 * What every call of the admin listener is taken with. Thread-confined: owned by the admin event loop.
 *
 * @param callers says who calls
 * @param open bounds the calls whose body is on its way
 * @param answers the calls of many answers
 * @param calls has methods answered in their lanes
 * @param ledger counts calls
 */
record AdminLoop(
        Vertx vertx,
        CallerGuard callers,
        OpenAdminCalls open,
        OpenAnswers answers,
        AdminCalls calls,
        CallLedger ledger) {}
