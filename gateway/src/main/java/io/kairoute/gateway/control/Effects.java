package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.LiveOccasionDeclared;
import io.kairoute.control.v1.TablePublished;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.loop.ControlLoop;
import io.kairoute.router.store.StoreException;

/**
 * What follows on this node from a change that is part of the state, whoever made it: contacts are routed by it, and watchers
 * hear of it. Thread-confined: owned by the control thread.
 */
final class Effects {
    private final ControlLoop loop;
    private final ControlLog log;
    private final RevisionCompiler compiler;
    private final LiveAnnouncements announcements;

    Effects(
            final ControlLoop loop,
            final ControlLog log,
            final RevisionCompiler compiler,
            final LiveAnnouncements announcements) {
        this.loop = loop;
        this.log = log;
        this.compiler = compiler;
        this.announcements = announcements;
    }

    /** Does what follows from an entry that was folded in. What fails is counted, and tried again with the next tick. */
    void of(final TenantControl tenant, final ControlEntry entry) {
        loop.attempt(() -> {
            try {
                follow(tenant, command(entry), entry.sequence());
            } catch (final Throwable e) {
                tenant.fellBehind();
                throw e;
            }
        });
    }

    private void follow(final TenantControl tenant, final Command command, final long sequence) {
        switch (command.getChangeCase()) {
            case LIVE_OCCASION_DECLARED -> declared(tenant, command.getLiveOccasionDeclared(), sequence);
            case LIVE_OCCASION_EXTENDED -> {
                tenant.publish();
                announcements.extended(tenant, command.getLiveOccasionExtended().getId(), sequence);
            }
            case LIVE_OCCASION_RESOLVED -> {
                tenant.publish();
                announcements.resolved(tenant, command.getLiveOccasionResolved().getId(), sequence);
            }
            case TABLE_PUBLISHED -> published(tenant, command.getTablePublished());
            case LIVE_ACCOUNTS_FORGOTTEN, QUEUE_OVERRIDDEN, QUEUE_OVERRIDE_CLEARED, SWITCH_SET -> tenant.publish();
            default -> {
                // No contact is routed otherwise. The swap of a segment set is with the sets.
            }
        }
    }

    private void declared(final TenantControl tenant, final LiveOccasionDeclared change, final long sequence) {
        final String id = change.getLiveOccasion().getId();
        if (change.getLiveOccasion().getAccountsCount() > 0) {
            log.scopeKeys().stream()
                    .filter(key ->
                            key.tenant().equals(tenant.id()) && key.occasion().equals(id))
                    .forEach(tenant.state().accounts()::learn);
        }
        tenant.publish();
        announcements.declared(tenant, id, sequence);
    }

    // Whoever proposed it here has compiled it already.
    private void published(final TenantControl tenant, final TablePublished change) {
        final ByteString document = change.getDocument();
        final CheckedTable offered = tenant.revisions().offered(document);
        if (offered == null) {
            compiler.compileLater(tenant, change.getRevision());
        } else {
            tenant.revisions().keep(offered.numbered(change.getRevision()));
        }
        tenant.publish();
    }

    private static Command command(final ControlEntry entry) {
        try {
            return Command.parseFrom(entry.command());
        } catch (final InvalidProtocolBufferException e) {
            throw StoreException.unreadable("the control log's entry " + entry.sequence() + " cannot be read", e);
        }
    }
}
