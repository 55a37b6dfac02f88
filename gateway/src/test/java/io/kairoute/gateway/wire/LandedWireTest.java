package io.kairoute.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What landed on the wire stays: every field's name, number and type, every method's form, and every HTTP path.
 *
 * <p>The image {@code proto/landed.binpb} is what landed. Paths stand in options, which {@code buf breaking} does not compare.
 */
class LandedWireTest {
    private static final Path IMAGE = Path.of("..", "proto", "landed.binpb");

    @Test
    void shouldServeEveryLandedFieldMethodAndPath() throws Exception {
        final FileDescriptorSet landed = landed();
        final List<FileDescriptorProto> current = new ArrayList<>();
        for (final FileDescriptorProto file : ours(landed)) {
            current.add(compiled(file));
        }

        final Set<String> gone = facts(ours(landed));
        assertTrue(gone.size() > 500, () -> "the image holds only " + gone.size() + " facts");
        gone.removeAll(facts(current));

        assertEquals(Set.of(), gone, "landed, and gone or changed");
    }

    @Test
    void shouldNoticeAPathThatMoved() throws Exception {
        final List<FileDescriptorProto> landed = ours(landed());
        final List<FileDescriptorProto> moved =
                landed.stream().map(LandedWireTest::withAPathMoved).toList();

        final Set<String> gone = facts(landed);
        gone.removeAll(facts(moved));

        assertEquals(
                Set.of("http kairoute.control.v1.AuditService.ListAuditEntries"
                        + " GET /v1/tenants/{tenant}/auditEntries body="),
                gone);
    }

    private static FileDescriptorProto withAPathMoved(final FileDescriptorProto file) {
        final FileDescriptorProto.Builder moved = file.toBuilder();
        for (final ServiceDescriptorProto.Builder service : moved.getServiceBuilderList()) {
            for (final MethodDescriptorProto.Builder method : service.getMethodBuilderList()) {
                if (method.getName().equals("ListAuditEntries")) {
                    final HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
                    method.getOptionsBuilder()
                            .setExtension(
                                    AnnotationsProto.http,
                                    rule.toBuilder()
                                            .setGet(rule.getGet() + "/all")
                                            .build());
                }
            }
        }
        return moved.build();
    }

    private static FileDescriptorSet landed() throws IOException {
        final ExtensionRegistry options = ExtensionRegistry.newInstance();
        AnnotationsProto.registerAllExtensions(options);
        return FileDescriptorSet.parseFrom(Files.readAllBytes(IMAGE), options);
    }

    private static List<FileDescriptorProto> ours(final FileDescriptorSet set) {
        return set.getFileList().stream()
                .filter(file -> file.getPackage().startsWith("kairoute."))
                .toList();
    }

    private static FileDescriptorProto compiled(final FileDescriptorProto landed) throws ReflectiveOperationException {
        final Class<?> outer = Class.forName(
                landed.getOptions().getJavaPackage() + "." + landed.getOptions().getJavaOuterClassname());
        return ((FileDescriptor) outer.getMethod("getDescriptor").invoke(null)).toProto();
    }

    private static Set<String> facts(final List<FileDescriptorProto> files) throws InvalidProtocolBufferException {
        final Set<String> facts = new TreeSet<>();
        for (final FileDescriptorProto file : files) {
            for (final DescriptorProto message : file.getMessageTypeList()) {
                addMessage(facts, file.getPackage() + "." + message.getName(), message);
            }
            file.getEnumTypeList().forEach(type -> type.getValueList()
                    .forEach(value -> facts.add("value " + file.getPackage() + "." + type.getName() + "."
                            + value.getName() + " = " + value.getNumber())));
            for (final ServiceDescriptorProto service : file.getServiceList()) {
                for (final MethodDescriptorProto method : service.getMethodList()) {
                    addMethod(facts, file.getPackage() + "." + service.getName() + "." + method.getName(), method);
                }
            }
        }
        return facts;
    }

    private static void addMessage(final Set<String> facts, final String name, final DescriptorProto message) {
        for (final FieldDescriptorProto field : message.getFieldList()) {
            facts.add("field " + name + "." + field.getName() + " = " + field.getNumber() + " " + field.getLabel() + " "
                    + field.getType() + field.getTypeName());
        }
        message.getEnumTypeList().forEach(type -> type.getValueList()
                .forEach(value -> facts.add(
                        "value " + name + "." + type.getName() + "." + value.getName() + " = " + value.getNumber())));
        for (final DescriptorProto nested : message.getNestedTypeList()) {
            addMessage(facts, name + "." + nested.getName(), nested);
        }
    }

    private static void addMethod(final Set<String> facts, final String name, final MethodDescriptorProto method)
            throws InvalidProtocolBufferException {
        facts.add("method " + name + " " + method.getInputType() + " " + method.getClientStreaming() + " to "
                + method.getOutputType() + " " + method.getServerStreaming());
        // What was read without the extension known keeps it as an unknown field.
        final ExtensionRegistry options = ExtensionRegistry.newInstance();
        AnnotationsProto.registerAllExtensions(options);
        final HttpRule rule = MethodOptions.parseFrom(method.getOptions().toByteString(), options)
                .getExtension(AnnotationsProto.http);
        addPath(facts, name, rule);
        rule.getAdditionalBindingsList().forEach(binding -> addPath(facts, name, binding));
    }

    private static void addPath(final Set<String> facts, final String name, final HttpRule rule) {
        final String path =
                switch (rule.getPatternCase()) {
                    case GET -> "GET " + rule.getGet();
                    case PUT -> "PUT " + rule.getPut();
                    case POST -> "POST " + rule.getPost();
                    case DELETE -> "DELETE " + rule.getDelete();
                    case PATCH -> "PATCH " + rule.getPatch();
                    case CUSTOM, PATTERN_NOT_SET -> "";
                };
        if (!path.isEmpty()) {
            facts.add("http " + name + " " + path + " body=" + rule.getBody());
        }
    }
}
