package io.kairoute.node.doctor;

import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.gateway.config.Address;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.identity.CredentialsFile;
import io.kairoute.gateway.node.StoredContents;
import io.kairoute.node.capacity.Stock;
import io.kairoute.node.table.Tables;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at a node: what it would be started with, and what it has stored. */
final class NodeLook {
    private final GatewayConfig config;
    private final Findings findings;
    private final InstantSource clock;

    NodeLook(final GatewayConfig config, final Findings findings, final InstantSource clock) {
        this.config = config;
        this.findings = findings;
        this.clock = clock;
    }

    /**
     * Looks at what is configured, and at what is stored.
     *
     * @param directory its data directory; null where none is set
     */
    void look(final @Nullable Path directory) {
        lookAtFiles();
        final ListenerLook route = new ListenerLook("route", findings, clock);
        final ListenerLook admin = new ListenerLook("admin", findings, clock);
        route.lookAtCertificates(config.route().tls());
        admin.lookAtCertificates(config.admin().tls());
        if (directory == null) {
            findings.fault("data directory", "none is set", "set data_dir, or give --data-dir");
        } else if (!isHeldWhenLookedAt(directory)) {
            route.lookAtPort(config.route().address());
            admin.lookAtPort(config.admin().address());
            final Address outcomes = config.outcomes().address();
            if (outcomes != null) {
                new ListenerLook("outcomes", findings, clock).lookAtPort(outcomes);
            }
        }
    }

    /** Looks at what is stored, and tells whether a node has it. */
    boolean isHeldWhenLookedAt(final Path directory) {
        final DirectoryLook whole = new DirectoryLook(directory, findings);
        final boolean isReadable = whole.isReadable();
        final boolean isHeld = isReadable && whole.isHeld();
        long keys = 0;
        if (isReadable) {
            lookAtControlLog(directory, whole, isHeld);
            for (final String tenant : config.tenants()) {
                final TenantLook look = new TenantLook(tenant, directory, findings, clock);
                look.look(isHeld);
                keys += look.keys();
            }
        }
        final MachineLook machine = new MachineLook(findings);
        machine.lookAtMemory(Stock.found(keys, config), config.eventLoops());
        machine.lookAtFiles(config);
        return isHeld;
    }

    private void lookAtFiles() {
        config.tables().forEach((tenant, file) -> {
            try {
                final var unused = Tables.read(file);
                findings.ok("table file of " + tenant, file + " has no errors");
            } catch (final Refusal e) {
                findings.fault(
                        "table file of " + tenant, String.valueOf(e.getMessage()), "kairoute table check " + file);
            }
        });
        if (config.log().levelsFile() != null) {
            try {
                findings.ok("log levels", config.log().levelsNow().size() + " set");
            } catch (final IllegalArgumentException e) {
                findings.fault("log levels", String.valueOf(e.getMessage()), "correct the line; a start refuses it");
            }
        }
        final Path credentials = config.identity().credentials();
        if (credentials != null) {
            try {
                final int callers = CredentialsFile.read(credentials, new TenantDirectory(config.tenants()))
                        .count();
                findings.ok("credentials", callers + " callers");
            } catch (final IllegalArgumentException e) {
                findings.fault("credentials", String.valueOf(e.getMessage()), "docs/SECURITY.md shows one");
            }
        }
    }

    private void lookAtControlLog(final Path directory, final DirectoryLook whole, final boolean isHeld) {
        final List<Path> files = whole.controlLog();
        if (files.isEmpty()) {
            findings.warn(
                    "control log",
                    "there is none yet",
                    "nothing, where no node ran here; else docs/runbook/restore.md");
            return;
        }
        final Path named = config.control().keyFile();
        final Path key = named == null ? directory.resolve(StoredContents.CONTROL_KEY) : named;
        final Path log = directory.resolve(StoredContents.CONTROL_LOG);
        final ControlLogLook look = new ControlLogLook(findings, config.tenants(), clock);
        if (isHeld) {
            // Whoever writes it has made all files beside it.
            look.look(log, log, key);
            return;
        }
        try {
            final Path copies = Files.createTempDirectory("kairoute-doctor");
            try {
                for (final Path file : files) {
                    Files.copy(file, copies.resolve(String.valueOf(file.getFileName())));
                }
                look.look(copies.resolve(StoredContents.CONTROL_LOG), log, key);
            } finally {
                DurableFiles.deleteTemporary(copies);
            }
        } catch (final IOException e) {
            findings.fault(
                    "control log",
                    "it cannot be copied to be looked at: " + e.getMessage(),
                    "look at the temporary folder");
        }
    }
}
