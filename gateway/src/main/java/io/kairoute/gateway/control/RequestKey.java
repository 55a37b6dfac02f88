package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a write is known by when it is repeated. Immutable.
 *
 * @param id the caller's idempotency key
 * @param content a keyed hash of what was asked, since the audit trail must not tell what that was
 */
public record RequestKey(String id, ByteString content) {
    private static final String ID = "request_id";
    private static final String TENANT = "tenant";

    /** The key of a request; null where the caller gave none. */
    public static @Nullable RequestKey of(final Message request, final KeyHasher hasher) {
        final Descriptor type = request.getDescriptorForType();
        final FieldDescriptor id = type.findFieldByName(ID);
        final String given = String.valueOf(request.getField(id));
        if (given.isEmpty()) {
            return null;
        }
        Checks.text(ID, given);
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
