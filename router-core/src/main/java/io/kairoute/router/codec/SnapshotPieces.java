package io.kairoute.router.codec;

/**
 * What all answers of one snapshot say of it, as ready pieces of a pool. Immutable.
 *
 * @param pool holds the pieces
 * @param revision the table's revision
 * @param segmentSetVersion the version of the segment set; the piece of nothing without one
 */
public record SnapshotPieces(PiecePool pool, long revision, long segmentSetVersion) {
    /** Makes the pieces; compile time only. */
    public static SnapshotPieces of(final long revision, final String segmentSetVersion) {
        final PiecePool.Builder pool = new PiecePool.Builder();
        final long revisionPiece = pool.raw(new MessageBytes()
                .number(ResponseFields.TABLE_REVISION, revision)
                .toBytes());
        final long versionPiece = pool.string(ResponseFields.SEGMENT_SET_VERSION, segmentSetVersion);
        return new SnapshotPieces(pool.build(), revisionPiece, versionPiece);
    }
}
