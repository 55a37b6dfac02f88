package io.kairoute.router.codec;

/**
 * What all answers of one snapshot say of it, as ready pieces of a pool. Immutable.
 *
 * @param fragments the pool
 * @param revision the table's revision
 * @param segmentSetVersion the version of the segment set; the piece of nothing without one
 */
public record SnapshotPieces(FragmentPool fragments, long revision, long segmentSetVersion) {
    /** Makes the pieces; compile time only. */
    public static SnapshotPieces of(final long revision, final String segmentSetVersion) {
        final FragmentPool.Builder fragments = new FragmentPool.Builder();
        final long revisionPiece = fragments.raw(new MessageBytes()
                .number(ResponseFields.TABLE_REVISION, revision)
                .toBytes());
        final long versionPiece = fragments.string(ResponseFields.SEGMENT_SET_VERSION, segmentSetVersion);
        return new SnapshotPieces(fragments.build(), revisionPiece, versionPiece);
    }
}
