package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What a write is known by when it is repeated. Immutable.
 *
 * @param id the caller's idempotency key, or one that a node made
 * @param content a keyed hash of what was asked, since the audit trail must not tell what that was; empty for a node's own
 */
public record RequestKey(String id, ByteString content) {
    private static final String ID = "request_id";
    private static final String TENANT = "tenant";
    private static final String VALIDATE_ONLY = "validate_only";
    private static final String NODE = "~";

    /** A new key, that no other change has. */
    static RequestKey made() {
        return named(UUID.randomUUID().toString());
    }

    /** The key of a change of the nodes themselves, that every node gives the same name, so that only the first one counts. */
    static RequestKey named(final String name) {
        return new RequestKey(NODE + name, ByteString.EMPTY);
    }

    /**
     * The key of a request; a made one where the caller gave none, or asks only what would be: that is no change, so that its key
     * neither repeats one nor stands in the way of one.
     */
    public static RequestKey of(final Message request, final KeyHasher hasher) {
        final Descriptor type = request.getDescriptorForType();
        final FieldDescriptor id = type.findFieldByName(ID);
        final String given = String.valueOf(request.getField(id));
        if (given.isEmpty()) {
            return made();
        }
        Checks.text(ID, given);
        if (given.startsWith(NODE)) {
            throw ControlRefusal.field(
                    ID, "RESERVED", "A request_id does not begin with " + NODE + ": those are the nodes' own.");
        }
        final FieldDescriptor isOnlyValidated = type.findFieldByName(VALIDATE_ONLY);
        if (isOnlyValidated != null && Boolean.TRUE.equals(request.getField(isOnlyValidated))) {
            return made();
        }
        final Message content = request.toBuilder()
                .clearField(id)
                .clearField(type.findFieldByName(TENANT))
                .build();
        final String digest = type.getFullName() + " " + HexFormat.of().formatHex(Sha256.of(content.toByteArray()));
        return new RequestKey(
                given, ByteString.copyFrom(KeyHash.of(hasher, digest).toBytes()));
    }

    /** What a caller gets whose id another content had. */
    public static ControlRefusal reused() {
        return ControlRefusal.exists(
                "REQUEST_ID_REUSED", "Another request had this request_id; give each request its own.");
    }
}
