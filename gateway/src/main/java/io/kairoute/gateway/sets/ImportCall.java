package io.kairoute.gateway.sets;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.Code;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.kairoute.control.v1.Count;
import io.kairoute.control.v1.ImportHead;
import io.kairoute.control.v1.ImportProgress;
import io.kairoute.control.v1.ImportRejects;
import io.kairoute.control.v1.ImportResult;
import io.kairoute.control.v1.ImportSegmentSetRequest;
import io.kairoute.control.v1.ImportSegmentSetRequest.ContentCase;
import io.kairoute.control.v1.ImportSegmentSetResponse;
import io.kairoute.control.v1.RejectedRow;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.api.Work;
import io.kairoute.gateway.control.Checks;
import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.gateway.imports.ImportException;
import io.kairoute.gateway.imports.ImportMapping;
import io.kairoute.gateway.imports.ImportProgress.Phase;
import io.kairoute.gateway.imports.ImportRequest;
import io.kairoute.gateway.imports.ImportSummary;
import io.kairoute.gateway.imports.MappingReader;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.work.LongWork;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One import over the network: keeps the file while it comes, then checks and loads it, telling how far it has come. It rests
 * between blocks, so that routing and the logs have their share of the processor and the disk.
 *
 * <p>Thread-confined: owned by its call, but for {@link #abandon}.
 */
final class ImportCall implements Work.Receiver {
    private static final long LONGEST_S = 2 * 3_600;
    private static final long TOLD_EVERY_NS = 200_000_000;
    private static final int REJECTS_IN_ONE = 1_000;

    private final TenantSegments segments;
    private final Call actor;
    private final Consumer<Message> answers;
    private final ImportHead head;
    private final ImportMapping mapping;
    private final String fileName;
    private final String reason;
    private final Instant begunAt = Instant.now();
    private final LongWork work;
    private final Spool spool;
    private final Runnable release;
    private volatile boolean isAbandoned;
    private @Nullable Phase toldPhase;
    private long toldNs;

    private ImportCall(
            final TenantSegments segments,
            final Call actor,
            final ImportHead head,
            final ImportMapping mapping,
            final Spools spools,
            final Consumer<Message> answers) {
        this.segments = segments;
        this.actor = actor;
        this.head = head;
        this.mapping = mapping;
        this.answers = answers;
        fileName = head.getFileName().isEmpty() ? "The file" : head.getFileName();
        reason = head.getActivate() ? Checks.needed("head.reason", head.getReason()) : "";
        work = segments.writing(() -> isAbandoned, LONGEST_S);
        release = segments.imports().begin(this::abandon);
        boolean isBegun = false;
        try {
            spool = spools.open(segments.folder());
            isBegun = true;
        } finally {
            if (!isBegun) {
                release.run();
            }
        }
    }

    /** Begins an import with its first message. */
    static ImportCall begin(
            final TenantSegments segments,
            final Call actor,
            final ImportSegmentSetRequest first,
            final Spools spools,
            final Consumer<Message> answers) {
        return refusing(() -> {
            if (first.getContentCase() != ContentCase.HEAD
                    || first.getHead().getMapping().isEmpty()) {
                throw ControlRefusal.field(
                        "head.mapping", "REQUIRED", "The first message must be a head with the mapping of the file.");
            }
            final ImportHead head = first.getHead();
            Checks.text("head.file_name", head.getFileName());
            if (!head.getVersion().isEmpty()) {
                segments.imports().checkVersionIsNew(head.getVersion());
            }
            final ImportMapping mapping;
            try {
                mapping = MappingReader.parse("the mapping", head.getMapping().toByteArray());
            } catch (final ImportException e) {
                throw ControlRefusal.field("head.mapping", "BAD_MAPPING", capital(e.getMessage()) + ".");
            }
            return new ImportCall(segments, actor, head, mapping, spools, answers);
        });
    }

    @Override
    public void take(final Message message) {
        final ImportSegmentSetRequest next = (ImportSegmentSetRequest) message;
        refusing(() -> {
            if (next.getContentCase() != ContentCase.CHUNK) {
                throw ControlRefusal.field(
                        "chunk", "REQUIRED", "Every message after the first one carries bytes of the file.");
            }
            spool.add(next.getChunk().asReadOnlyByteBuffer());
            return spool;
        });
    }

    @Override
    public void end() {
        refusing(() -> {
            final Path file = spool.end(instant(head.hasFileTime(), head.getFileTime(), begunAt));
            try {
                final ImportSummary summary =
                        work.inSlices(() -> segments.imports().load(request(file), this::tell, work));
                final SegmentSetManifest set = head.getActivate()
                        ? activated(summary.number())
                        : Objects.requireNonNull(segments.kept().manifest(summary.number()));
                sendRejects();
                answers.accept(ImportSegmentSetResponse.newBuilder()
                        .setResult(result(summary).setSegmentSet(SetMethods.message(segments, set)))
                        .build());
                return summary;
            } catch (final ImportException e) {
                sendRejects();
                throw ControlRefusal.precondition(
                        "FILE_REFUSED", spool.spoken(String.valueOf(e.getMessage()), fileName) + ".");
            }
        });
    }

    // What took minutes to load is not thrown away since a disk or a log was busy for a moment.
    private SegmentSetManifest activated(final int number) {
        try {
            segments.activation().activate(SetActivation.Change.once(actor, reason), number);
            return Objects.requireNonNull(segments.kept().manifest(number));
        } catch (final RuntimeException e) {
            throw AdminRefused.because(Refusal.of(
                    Code.UNAVAILABLE,
                    "NOT_ACTIVATED",
                    "Segment set " + number + " is loaded and kept, but could not be activated: "
                            + SegmentServices.refusalOf(e).message() + " Activate it with kairoute segments activate "
                            + number + ", or ActivateSegmentSet; no import is needed again."));
        }
    }

    @Override
    public void abandon() {
        isAbandoned = true;
    }

    @Override
    public void over() {
        try {
            spool.close();
        } finally {
            release.run();
        }
    }

    private ImportRequest request(final Path file) {
        return new ImportRequest(
                file,
                mapping,
                spool.rejects(),
                head.getVersion().isEmpty() ? null : head.getVersion(),
                head.hasSourceTime() ? instant(true, head.getSourceTime(), begunAt) : null,
                head.getFewestCustomers());
    }

    private void tell(final Phase phase, final long done, final long total) {
        work.block();
        final long nowNs = System.nanoTime();
        if (phase != toldPhase || done == total || nowNs - toldNs > TOLD_EVERY_NS) {
            toldPhase = phase;
            toldNs = nowNs;
            final ImportProgress progress = ImportProgress.newBuilder()
                    .setPhase(phase.name())
                    .setDone(done)
                    .setTotal(total)
                    .build();
            final boolean unused = work.aside(() -> answer(progress));
        }
    }

    // May wait for whoever reads.
    private boolean answer(final ImportProgress progress) {
        answers.accept(
                ImportSegmentSetResponse.newBuilder().setProgress(progress).build());
        return true;
    }

    private void sendRejects() {
        if (!Files.exists(spool.rejects())) {
            return;
        }
        ImportRejects.Builder rows = ImportRejects.newBuilder();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(spool.rejects())) {
            for (final CsvRecord row : reader) {
                if (row.getStartingLineNumber() == 1) {
                    continue;
                }
                rows.addRows(RejectedRow.newBuilder()
                        .setLine(row.getField(0).isEmpty() ? 0 : Long.parseLong(row.getField(0)))
                        .setColumn(row.getField(1))
                        .setReason(row.getField(2)));
                if (rows.getRowsCount() == REJECTS_IN_ONE) {
                    answers.accept(ImportSegmentSetResponse.newBuilder()
                            .setRejects(rows)
                            .build());
                    rows = ImportRejects.newBuilder();
                }
            }
        } catch (final IOException e) {
            throw StoreException.io("read the rejects in", spool.rejects(), e);
        }
        if (rows.getRowsCount() > 0) {
            answers.accept(
                    ImportSegmentSetResponse.newBuilder().setRejects(rows).build());
        }
    }

    private static ImportResult.Builder result(final ImportSummary summary) {
        final ImportResult.Builder result = ImportResult.newBuilder()
                .setRows(summary.rows())
                .setRejected(summary.rejected())
                .setReplaced(summary.replaced())
                .setSharedKeys(summary.sharedKeys())
                .setEmptyRows(summary.emptyRows())
                .setComposedKeys(summary.composedKeys())
                .setSeconds(summary.seconds());
        addAll(summary.tiers(), result::addTiers);
        summary.known().forEach((attribute, count) -> result.addKnown(count(attribute.key(), count)));
        addAll(summary.risks(), result::addRisks);
        return result;
    }

    private static void addAll(final Map<String, Long> counts, final Consumer<Count> into) {
        counts.forEach((name, count) -> into.accept(count(name, count)));
    }

    private static Count count(final String name, final long count) {
        return Count.newBuilder().setName(name).setCount(count).build();
    }

    private static Instant instant(final boolean isGiven, final Timestamp time, final Instant otherwise) {
        return isGiven && Timestamps.isValid(time)
                ? Instant.ofEpochSecond(time.getSeconds(), time.getNanos())
                : otherwise;
    }

    private static String capital(final String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private static <R> R refusing(final Supplier<R> work) {
        try {
            return work.get();
        } catch (final AdminRefused e) {
            throw e;
        } catch (final RuntimeException e) {
            throw AdminRefused.because(SegmentServices.refusalOf(e));
        }
    }
}
