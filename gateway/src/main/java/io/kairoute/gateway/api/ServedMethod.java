package io.kairoute.gateway.api;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.kairoute.gateway.identity.Role;
import org.jspecify.annotations.Nullable;

/** A method of an admin service, of whichever kind: what the listener knows of it before it is called. */
sealed interface ServedMethod permits AdminBinding, AdminStream, AdminUpload {
    /** Service and method, with a slash between. */
    String name();

    /** The method in its proto file. */
    MethodDescriptor schema();

    /** The empty request. */
    Message prototype();

    /** The longest request message. */
    int maxBytes();

    /** What the caller needs; null for nothing. */
    @Nullable
    Role role();

    /** The proto file's word on a method that a stub knows. */
    static MethodDescriptor schemaOf(final io.grpc.MethodDescriptor<?, ?> method) {
        if (method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema) {
            return schema.getMethodDescriptor();
        }
        throw notGenerated(method);
    }

    /** The empty request of a method that a stub knows. */
    static Message prototypeOf(final io.grpc.MethodDescriptor<?, ?> method) {
        if (method.getRequestMarshaller() instanceof io.grpc.MethodDescriptor.PrototypeMarshaller<?> marshaller
                && marshaller.getMessagePrototype() instanceof Message prototype) {
            return prototype;
        }
        throw notGenerated(method);
    }

    private static IllegalArgumentException notGenerated(final io.grpc.MethodDescriptor<?, ?> method) {
        return new IllegalArgumentException(
                "method=" + method.getFullMethodName() + " was not generated from a proto file");
    }
}
