package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.SetChanges;
import io.kairoute.gateway.work.Slices;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a node lends to its tenants' segment sets. Immutable.
 *
 * @param control what is told of changes
 * @param openers opens sets beside the start
 * @param slices what slow work shares
 * @param notes takes what is found, in sentences for a person
 */
public record SetsHost(SetChanges control, Executor openers, Slices slices, Consumer<String> notes) {}
