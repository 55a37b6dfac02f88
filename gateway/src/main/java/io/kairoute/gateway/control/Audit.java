package io.kairoute.gateway.control;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.AuditEntry;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.GetAuditHeadRequest;
import io.kairoute.control.v1.GetAuditHeadResponse;
import io.kairoute.control.v1.ListAuditEntriesRequest;
import io.kairoute.control.v1.ListAuditEntriesResponse;
import io.kairoute.control.v1.VerifyAuditRequest;
import io.kairoute.control.v1.VerifyAuditResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.AuditHead;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.EntryFilter;
import io.kairoute.gateway.control.log.IntactState;
import io.kairoute.gateway.control.log.Verified;
import io.kairoute.router.store.StoreException;
import java.util.HexFormat;
import java.util.List;

/** Shows the control log to people. Thread-confined: its methods run on the control thread. */
public final class Audit {
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final ControlLog log;

    Audit(final ControlLog log) {
        this.log = log;
    }

    /** Lists entries. */
    ListAuditEntriesResponse list(final TenantControl tenant, final Call actor, final ListAuditEntriesRequest request) {
        final int size = pageSize(request.getPageSize());
        final EntryFilter filter = new EntryFilter(
                request.getKind(),
                request.getActor(),
                request.hasSince() ? Checks.time("since", true, request.getSince()) : Long.MIN_VALUE,
                request.hasUntil() ? Checks.time("until", true, request.getUntil()) : Long.MAX_VALUE,
                request.getBeforeNumber() == 0 ? Long.MAX_VALUE : request.getBeforeNumber());
        final List<ControlEntry> entries = log.newest(tenant.id(), filter, size + 1);
        final ListAuditEntriesResponse.Builder response = ListAuditEntriesResponse.newBuilder();
        entries.stream().limit(size).forEach(entry -> response.addEntries(shown(entry)));
        if (entries.size() > size) {
            response.setNextBeforeNumber(entries.get(size - 1).number());
        }
        return response.build();
    }

    /** Tells the head. */
    GetAuditHeadResponse head(final TenantControl tenant, final Call actor, final GetAuditHeadRequest request) {
        final ControlEntry last = tenant.state().last();
        final AuditHead head = new AuditHead(last.number(), HexFormat.of().formatHex(last.hash()));
        return GetAuditHeadResponse.newBuilder()
                .setCount(head.count())
                .setHash(head.hash())
                .setHead(head.toString())
                .build();
    }

    /** Tells how far the chain was checked, and has it checked now where that is asked. */
    VerifyAuditResponse verified(final TenantControl tenant, final Call actor, final VerifyAuditRequest request) {
        if (request.getCheckNow()) {
            log.verifyNow();
        }
        final Verified verified = log.verified();
        final AuditHead head = verified.head(tenant.id());
        final VerifyAuditResponse.Builder response =
                VerifyAuditResponse.newBuilder().setCount(tenant.state().last().number());
        log.verifying()
                .ifPresent(read ->
                        response.setChecking(true).setCheckedEntries(read).setLogEntries(log.position()));
        if (verified.atMs() > 0) {
            response.setVerifyTime(Timestamps.fromMillis(verified.atMs()))
                    .setVerifiedNumber(head.count())
                    .setHash(head.hash())
                    .setHead(head.toString());
        }
        if (log.intact() instanceof IntactState.Damaged damaged) {
            return response.setState("DAMAGED")
                    .setDamagedSequence(damaged.sequence())
                    .build();
        }
        return response.setState(verified.atMs() > 0 ? "INTACT" : "RUNNING").build();
    }

    /** The size of a page, within its bounds. */
    static int pageSize(final int asked) {
        if (asked < 0 || asked > LARGEST_PAGE) {
            throw ControlRefusal.field(
                    "page_size", "OUT_OF_RANGE", "page_size must be from 1 to " + LARGEST_PAGE + ".");
        }
        return asked == 0 ? USUAL_PAGE : asked;
    }

    private static AuditEntry shown(final ControlEntry entry) {
        try {
            return AuditEntry.newBuilder()
                    .setNumber(entry.number())
                    .setTime(Timestamps.fromMillis(entry.atMs()))
                    .setActor(entry.actor())
                    .setOrigin(entry.origin())
                    .setKind(entry.kind())
                    .setReason(entry.reason())
                    .setCommand(Command.parseFrom(entry.command()))
                    .setHash(HexFormat.of().formatHex(entry.hash()))
                    .build();
        } catch (final InvalidProtocolBufferException e) {
            throw StoreException.unreadable("the control log's entry " + entry.sequence() + " cannot be read", e);
        }
    }
}
