package io.kairoute.gateway.openapi;

import com.google.api.AnnotationsProto;
import com.google.api.FieldBehaviorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.ExtensionRegistry;
import io.kairoute.api.v1.MethodProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The proto files with their comments, from the image that the build of the module proto leaves. */
final class CommentedProtos {
    private static final Path IMAGE = Path.of("..", "proto", "target", "kairoute.binpb");
    private static final int MESSAGE = FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER;
    private static final int SERVICE = FileDescriptorProto.SERVICE_FIELD_NUMBER;
    private static final int MEMBER = 2;
    private static final int NESTED = 3;

    private final Map<String, FileDescriptor> files = new LinkedHashMap<>();
    private final Map<String, Map<List<Integer>, String>> comments = new HashMap<>();

    static CommentedProtos read() throws IOException, DescriptorValidationException {
        final ExtensionRegistry registry = ExtensionRegistry.newInstance();
        AnnotationsProto.registerAllExtensions(registry);
        FieldBehaviorProto.registerAllExtensions(registry);
        MethodProto.registerAllExtensions(registry);
        final CommentedProtos protos = new CommentedProtos();
        // What a file imports stands before it.
        for (final FileDescriptorProto file :
                FileDescriptorSet.parseFrom(Files.readAllBytes(IMAGE), registry).getFileList()) {
            protos.add(file);
        }
        return protos;
    }

    private void add(final FileDescriptorProto file) throws DescriptorValidationException {
        final FileDescriptor[] imported =
                file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
        files.put(file.getName(), FileDescriptor.buildFrom(file, imported));
        final Map<List<Integer>, String> said = new HashMap<>();
        for (final Location location : file.getSourceCodeInfo().getLocationList()) {
            if (location.hasLeadingComments()) {
                said.put(location.getPathList(), CommentText.of(location.getLeadingComments()));
            }
        }
        comments.put(file.getName(), said);
    }

    /** The files of the project by name, imports of others left out. */
    Collection<FileDescriptor> files() {
        return files.values().stream()
                .filter(file -> file.getPackage().startsWith("kairoute."))
                .sorted(Comparator.comparing(FileDescriptor::getName))
                .toList();
    }

    String comment(final Descriptor message) {
        return comment(message.getFile(), path(message));
    }

    String comment(final FieldDescriptor field) {
        final List<Integer> path = new ArrayList<>(path(field.getContainingType()));
        path.add(MEMBER);
        path.add(field.getIndex());
        return comment(field.getFile(), path);
    }

    String comment(final ServiceDescriptor service) {
        return comment(service.getFile(), List.of(SERVICE, service.getIndex()));
    }

    String comment(final MethodDescriptor method) {
        return comment(method.getFile(), List.of(SERVICE, method.getService().getIndex(), MEMBER, method.getIndex()));
    }

    private static List<Integer> path(final Descriptor message) {
        final Descriptor outer = message.getContainingType();
        if (outer == null) {
            return List.of(MESSAGE, message.getIndex());
        }
        final List<Integer> path = new ArrayList<>(path(outer));
        path.add(NESTED);
        path.add(message.getIndex());
        return path;
    }

    private String comment(final FileDescriptor file, final List<Integer> path) {
        return comments.getOrDefault(file.getName(), Map.of()).getOrDefault(path, "");
    }
}
