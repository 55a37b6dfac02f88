package io.kairoute.gateway.control.state;

import io.kairoute.control.v1.KeptNote;
import io.kairoute.control.v1.KeptNoteVersion;

/** The form in which a note is kept between starts. */
final class NoteCodec {
    private NoteCodec() {}

    static KeptNote toMessage(final NoteRecord note) {
        return KeptNote.newBuilder()
                .setNote(note.id())
                .setKind(note.kind())
                .addAllVersions(
                        note.versions().stream().map(NoteCodec::toMessage).toList())
                .build();
    }

    static NoteRecord toRecord(final KeptNote kept) {
        return new NoteRecord(
                kept.getNote(),
                kept.getKind(),
                kept.getVersionsList().stream().map(NoteCodec::toRecord).toList());
    }

    private static KeptNoteVersion toMessage(final NoteVersion version) {
        return KeptNoteVersion.newBuilder()
                .setNumber(version.number())
                .setTitle(version.title())
                .setDocument(version.document())
                .setTextBytes(version.bytes())
                .addAllLinks(version.links())
                .setWrittenBy(version.writtenBy())
                .setWrittenMs(version.writtenMs())
                .build();
    }

    private static NoteVersion toRecord(final KeptNoteVersion kept) {
        return new NoteVersion(
                kept.getNumber(),
                kept.getTitle(),
                kept.getDocument(),
                kept.getTextBytes(),
                kept.getLinksList(),
                kept.getWrittenBy(),
                kept.getWrittenMs());
    }
}
