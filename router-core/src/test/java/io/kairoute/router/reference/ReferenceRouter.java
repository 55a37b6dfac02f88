package io.kairoute.router.reference;

import io.kairoute.router.Limits;
import io.kairoute.router.live.Switches;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.InFlight;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.routing.v1.LadderStep;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.Selector;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides for one contact, slowly, plainly: the meaning of a decision over ordinary collections.
 *
 * <p>It takes admitted requests only, and gives no trace. Immutable, but for the observer of branches.
 */
public final class ReferenceRouter {
    private static final Pattern PINNED = Pattern.compile("p([0-9]+)-.*", Pattern.DOTALL);
    private static final int DECISION_HASH_BYTES = 12;

    private final Consumer<Branch> branches;

    /** Makes a router that nobody observes. */
    public ReferenceRouter() {
        this(branch -> {});
    }

    /** Makes a router that tells which ways its decisions took. */
    public ReferenceRouter(final Consumer<Branch> branches) {
        this.branches = branches;
    }

    /** Routes one admitted contact. */
    public RouteResponse route(final Scenario scenario, final RouteRequest request, final long serverClockMs) {
        final Findings findings = new Findings(branches);
        final Signals signals = Signals.of(request, serverClockMs, scenario.trustClientTimestamps(), findings);
        flagSwitches(scenario.switches(), signals.nowMs(), findings);
        final long revision = revision(scenario, request, findings);
        final TableDefinition table = scenario.table(revision);

        final OccasionStep.Choice occasion = new OccasionStep(table, scenario.live(), signals, findings).choose();
        final SegmentStep.Choice segment = new SegmentStep(scenario, table, signals, findings).choose();
        final Treatment base = BaseStep.lay(table, occasion, segment, findings);
        final Optional<ExperimentStep.Exposure> exposure =
                new ExperimentStep(table, signals, occasion, segment, findings).expose();
        final Treatment split = exposure.map(ExperimentStep.Exposure::arm)
                .map(arm -> base.under(arm.treatment()))
                .orElse(base);
        final Treatment tuned = new TuningStep(table, signals, occasion, segment, findings).tune(split);
        final Treatment held = new GuardrailStep(table, occasion, segment, findings).hold(tuned);
        final AvailabilityStep.Taken taken =
                new AvailabilityStep(scenario, table, signals.nowMs(), findings).take(held);
        final String scriptLanguage =
                LanguageStep.choose(script(table, taken.treatment().script()), signals, segment, findings);

        final RouteResponse.Builder answer = RouteResponse.newBuilder();
        echo(request, answer);
        answer.setDecisionId(decisionId(taken.treatment().inFlight(), revision, scenario, request));
        answer.setTableRevision(revision);
        tellOccasion(occasion, answer);
        tellSegment(segment, answer);
        exposure.ifPresent(part -> tellExperiment(part, answer));
        tellTreatment(taken.treatment(), answer);
        answer.setScriptLanguage(scriptLanguage);
        tellPreferredAgent(taken.treatment(), segment, answer);
        tellQueue(taken, request, answer);
        tellFindings(findings, answer);
        return answer.build();
    }

    private static void flagSwitches(final Switches switches, final long nowMs, final Findings findings) {
        if (nowMs < switches.stageTwoOffUntilMs()) {
            findings.flags.add(Flag.STAGE_TWO_OFF);
        }
        if (nowMs < switches.experimentsOffUntilMs()) {
            findings.flags.add(Flag.EXPERIMENTS_OFF);
        }
    }

    /** The revision in force, or that of the earlier attempt where this one is pinned to it. */
    private static long revision(final Scenario scenario, final RouteRequest request, final Findings findings) {
        final Matcher pinned = PINNED.matcher(request.getPreviousDecisionId());
        final boolean isRetry = request.getAttempt() != 0;
        if (!isRetry || !pinned.matches()) {
            if (isRetry && !request.getPreviousDecisionId().isEmpty()) {
                findings.took(Branch.PIN_MARK_ABSENT);
            }
            return scenario.revision();
        }
        for (final long retained : scenario.revisions().keySet()) {
            if (new BigInteger(pinned.group(1)).equals(BigInteger.valueOf(retained))) {
                findings.took(retained == scenario.revision() ? Branch.PIN_OF_CURRENT_REVISION : Branch.PIN_KEPT);
                return retained;
            }
        }
        findings.flags.add(Flag.PIN_EXPIRED);
        return scenario.revision();
    }

    private static void echo(final RouteRequest request, final RouteResponse.Builder answer) {
        answer.setContactId(request.getContactId());
        answer.setAttempt(request.getAttempt());
        answer.putAllLabels(request.getLabelsMap());
    }

    /** The same for the same tenant, contact and attempt under one revision and pin mark, so that a retry is recognised. */
    private static String decisionId(
            final InFlight inFlight, final long revision, final Scenario scenario, final RouteRequest request) {
        final byte[] tenant = scenario.tenantId().getBytes(StandardCharsets.UTF_8);
        final byte[] contact = request.getContactId().getBytes(StandardCharsets.UTF_8);
        final ByteBuffer hashed =
                ByteBuffer.allocate(tenant.length + contact.length + 6).order(ByteOrder.LITTLE_ENDIAN);
        hashed.put(tenant).put((byte) 0).put(contact).put((byte) 0).putInt(request.getAttempt());
        final byte[] hash = Sip128.hash(scenario.secret(), hashed.array());
        final String mark = inFlight == InFlight.PIN ? "p" : "f";
        return mark + revision + "-" + HexFormat.of().formatHex(Arrays.copyOf(hash, DECISION_HASH_BYTES));
    }

    private static void tellOccasion(final OccasionStep.Choice occasion, final RouteResponse.Builder answer) {
        answer.setOccasion(occasion.occasion().id());
        answer.setJob(occasion.occasion().job());
        answer.setOccasionSource(occasion.source().name());
        answer.setBand(occasion.band().name());
        answer.setConfidenceBp(occasion.confidenceBp());
    }

    private static void tellSegment(final SegmentStep.Choice segment, final RouteResponse.Builder answer) {
        answer.setTier(segment.tier().id());
        answer.setSegmentSource(segment.source().name());
        answer.setSegmentSetVersion(segment.setVersion());
        answer.setSegmentAgeS(segment.setAgeS());
    }

    private static void tellExperiment(final ExperimentStep.Exposure exposure, final RouteResponse.Builder answer) {
        final ExperimentDefinition.Arm arm = exposure.arm();
        answer.setExperiment(exposure.experiment().id());
        answer.setExperimentUnit(exposure.experiment().unit().key());
        answer.setHoldout(arm == null);
        answer.setArm(arm == null ? "" : arm.id());
    }

    private static void tellTreatment(final Treatment treatment, final RouteResponse.Builder answer) {
        answer.setScript(treatment.script());
        answer.setPriority(treatment.priority());
        answer.setSlaMs(treatment.slaMs());
        answer.setEffort(treatment.effort());
        answer.setOffer(treatment.offer().key());
        answer.setMessage(treatment.message());
        treatment.ladder().forEach(step -> answer.addLadder(step(step)));
        treatment.selectors().forEach(selector -> answer.addSelectors(selector(selector)));
    }

    private static LadderStep step(final LadderStepDefinition said) {
        final LadderStep.Builder step = LadderStep.newBuilder().setAfterMs(said.afterMs());
        Optional.ofNullable(said.queue()).ifPresent(step::setQueue);
        Optional.ofNullable(said.priority()).ifPresent(step::setPriority);
        Optional.ofNullable(said.script()).ifPresent(step::setScript);
        Optional.ofNullable(said.offer()).ifPresent(offer -> step.setOffer(offer.key()));
        return step.build();
    }

    private static Selector selector(final SelectorDefinition said) {
        final Selector.Builder selector =
                Selector.newBuilder().setKey(said.key()).setOp(said.op()).setValue(said.value());
        Optional.ofNullable(said.ttlMs()).ifPresent(selector::setTtlMs);
        return selector.build();
    }

    /** The agent and the wait for them go together: both, or neither. */
    private static void tellPreferredAgent(
            final Treatment treatment, final SegmentStep.Choice segment, final RouteResponse.Builder answer) {
        final ReferenceProfile profile = segment.influence();
        if (profile != null && !profile.preferredAgent().isEmpty() && treatment.preferredWaitMs() > 0) {
            answer.setPreferredAgent(profile.preferredAgent());
            answer.setPreferredWaitMs(treatment.preferredWaitMs());
        }
    }

    private static void tellQueue(
            final AvailabilityStep.Taken taken, final RouteRequest request, final RouteResponse.Builder answer) {
        answer.setQueue(taken.queue().id());
        answer.setQueueRef(taken.queue().refs().getOrDefault(request.getPlatform(), ""));
        Optional.ofNullable(taken.expectedWaitMs()).ifPresent(answer::setExpectedWaitMs);
    }

    private static void tellFindings(final Findings findings, final RouteResponse.Builder answer) {
        findings.flags.forEach(flag -> answer.addFlags(flag.name()));
        findings.guardrails.forEach(guardrail -> answer.addGuardrails(guardrail.name()));
        findings.ruleIds.stream().limit(Limits.RULE_IDS).forEach(answer::addRuleIds);
        answer.setRuleCount(findings.ruleIds.size());
        if (findings.ruleIds.size() > Limits.RULE_IDS) {
            findings.took(Branch.RULE_IDS_CUT);
        }
        answer.setFallback(!findings.causes.isEmpty());
        answer.setFallbackCause(
                findings.causes.stream().findFirst().map(Enum::name).orElse(""));
    }

    private static ScriptDefinition script(final TableDefinition table, final String id) {
        return table.scripts().stream()
                .filter(script -> script.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
