package io.kairoute.gateway;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import io.kairoute.api.v1.MethodLane;
import io.kairoute.api.v1.MethodProto;
import io.kairoute.api.v1.MethodRole;
import io.kairoute.api.v1.MethodRule;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.identity.Role;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * An admin service made up for tests: for each role a method that needs it and tells who asked about which tenant.
 *
 * <p>The methods are {@code POST /v1/tenants/{tenant}/things/{thing}:role}; the viewer's is a GET without a verb.
 */
public final class TestAdminService {
    private static final FileDescriptor FILE = file();

    private TestAdminService() {}

    /** The service as a proto file would describe it. */
    public static ServiceDescriptor descriptor() {
        return FILE.findServiceByName("ThingService");
    }

    /** The service, plugged in. */
    public static AdminServices services() {
        return services((caller, request) -> answer(caller.name() + "@" + caller.tenantId() + " " + text(request)));
    }

    /** The service, each of its methods answered by one handler. */
    public static AdminServices services(final BiFunction<Call, DynamicMessage, DynamicMessage> handler) {
        final AdminServices services = new AdminServices();
        for (final Role role : Role.given()) {
            services.add(
                    method(role), (call, request) -> CompletableFuture.completedStage(handler.apply(call, request)));
        }
        return services;
    }

    /** The method that needs a role, as a stub would know it. */
    public static MethodDescriptor<DynamicMessage, DynamicMessage> method(final Role role) {
        return method(descriptor().findMethodByName(name(role)));
    }

    /** A method whose proto file says of its rule just this, as a stub would know it. */
    public static MethodDescriptor<DynamicMessage, DynamicMessage> ruled(final MethodRule rule) {
        return alone(MethodDescriptorProto.newBuilder()
                .setName("Odd")
                .setOptions(MethodOptions.newBuilder().setExtension(MethodProto.rule, rule)));
    }

    /** A method of a service of its own, which takes and gives things, as a stub would know it. */
    public static MethodDescriptor<DynamicMessage, DynamicMessage> alone(final MethodDescriptorProto.Builder method) {
        final ServiceDescriptorProto.Builder service = ServiceDescriptorProto.newBuilder()
                .setName("OddService")
                .addMethod(method.setInputType(".test.v1.ThingRequest").setOutputType(".test.v1.ThingResponse"));
        return method(file(service).findServiceByName("OddService").getMethods().get(0));
    }

    private static MethodDescriptor<DynamicMessage, DynamicMessage> method(
            final com.google.protobuf.Descriptors.MethodDescriptor schema) {
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(type(schema))
                .setFullMethodName(schema.getService().getFullName() + "/" + schema.getName())
                .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(schema.getInputType())))
                .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(schema.getOutputType())))
                .setSchemaDescriptor(new ProtoMethodDescriptorSupplier() {
                    @Override
                    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
                        return schema;
                    }

                    @Override
                    public ServiceDescriptor getServiceDescriptor() {
                        return schema.getService();
                    }

                    @Override
                    public FileDescriptor getFileDescriptor() {
                        return schema.getFile();
                    }
                })
                .build();
    }

    private static MethodDescriptor.MethodType type(final com.google.protobuf.Descriptors.MethodDescriptor schema) {
        if (schema.isClientStreaming()) {
            return MethodDescriptor.MethodType.BIDI_STREAMING;
        }
        return schema.isServerStreaming()
                ? MethodDescriptor.MethodType.SERVER_STREAMING
                : MethodDescriptor.MethodType.UNARY;
    }

    /** A request about a tenant; empty for the caller's own. */
    public static DynamicMessage request(final String tenant, final String thing) {
        final Descriptor type = FILE.findMessageTypeByName("ThingRequest");
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("tenant"), tenant)
                .setField(type.findFieldByName("thing"), thing)
                .build();
    }

    /** An answer. */
    public static DynamicMessage answer(final String text) {
        final Descriptor type = FILE.findMessageTypeByName("ThingResponse");
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("text"), text)
                .build();
    }

    /** The path of a role's method. */
    public static String path(final Role role, final String tenant, final String thing) {
        final String thingPath = "/v1/tenants/" + tenant + "/things/" + thing;
        return role == Role.VIEWER ? thingPath : thingPath + ":" + role.label();
    }

    private static String text(final DynamicMessage request) {
        final Descriptor type = request.getDescriptorForType();
        return request.getField(type.findFieldByName("thing")) + " "
                + request.getField(type.findFieldByName("note")) + " "
                + request.getField(type.findFieldByName("tags"));
    }

    private static String name(final Role role) {
        final String label = role.label();
        return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1) + "Thing";
    }

    private static FileDescriptor file() {
        final ServiceDescriptorProto.Builder service =
                ServiceDescriptorProto.newBuilder().setName("ThingService");
        for (final Role role : Role.given()) {
            final HttpRule.Builder rule = HttpRule.newBuilder();
            final String path = path(role, "{tenant}", "{thing}");
            service.addMethod(MethodDescriptorProto.newBuilder()
                    .setName(name(role))
                    .setInputType(".test.v1.ThingRequest")
                    .setOutputType(".test.v1.ThingResponse")
                    .setOptions(MethodOptions.newBuilder()
                            .setExtension(
                                    MethodProto.rule,
                                    MethodRule.newBuilder()
                                            .setRole(MethodRole.valueOf("METHOD_ROLE_" + role.name()))
                                            .setLane(
                                                    role == Role.VIEWER
                                                            ? MethodLane.METHOD_LANE_READ
                                                            : MethodLane.METHOD_LANE_CONTROL)
                                            .build())
                            .setExtension(
                                    AnnotationsProto.http,
                                    (role == Role.VIEWER
                                                    ? rule.setGet(path)
                                                    : rule.setPost(path).setBody("*"))
                                            .build())));
        }
        return file(service);
    }

    private static FileDescriptor file(final ServiceDescriptorProto.Builder service) {
        final FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("test/v1/thing.proto")
                .setPackage("test.v1")
                .setSyntax("proto3")
                .addDependency("google/api/annotations.proto")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("ThingRequest")
                        .addField(text("tenant", 1))
                        .addField(text("thing", 2))
                        .addField(text("note", 3))
                        .addField(text("tags", 4).setLabel(FieldDescriptorProto.Label.LABEL_REPEATED))
                        .addField(text("file", 5).setType(FieldDescriptorProto.Type.TYPE_BYTES)))
                .addMessageType(
                        DescriptorProto.newBuilder().setName("ThingResponse").addField(text("text", 1)))
                .addService(service)
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[] {AnnotationsProto.getDescriptor()});
        } catch (final DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FieldDescriptorProto.Builder text(final String name, final int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(FieldDescriptorProto.Type.TYPE_STRING)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }
}
