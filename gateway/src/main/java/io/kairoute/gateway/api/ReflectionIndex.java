package io.kairoute.gateway.api;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.grpc.Status;
import io.vertx.grpc.reflection.v1.ErrorResponse;
import io.vertx.grpc.reflection.v1.ExtensionNumberResponse;
import io.vertx.grpc.reflection.v1.FileDescriptorResponse;
import io.vertx.grpc.reflection.v1.ListServiceResponse;
import io.vertx.grpc.reflection.v1.ServerReflectionRequest;
import io.vertx.grpc.reflection.v1.ServerReflectionResponse;
import io.vertx.grpc.reflection.v1.ServiceResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers reflection's questions about a set of services and all that their proto files import. Immutable once made. */
final class ReflectionIndex {
    private final List<String> services = new ArrayList<>();
    private final Map<String, FileDescriptor> byName = new HashMap<>();
    private final Map<String, FileDescriptor> bySymbol = new HashMap<>();

    /** The extensions of each message, by number. */
    private final Map<String, Map<Integer, FileDescriptor>> byExtension = new HashMap<>();

    /** Looks through the services' files. */
    ReflectionIndex(final Collection<ServiceDescriptor> described) {
        for (final ServiceDescriptor service : described) {
            services.add(service.getFullName());
            file(service.getFile());
        }
    }

    /** Answers one question; what there is not gets an error within the answer, and the call goes on. */
    ServerReflectionResponse answer(final ServerReflectionRequest question) {
        final ServerReflectionResponse.Builder answer = ServerReflectionResponse.newBuilder()
                .setValidHost(question.getHost())
                .setOriginalRequest(question);
        switch (question.getMessageRequestCase()) {
            case LIST_SERVICES -> answer.setListServicesResponse(list());
            case FILE_BY_FILENAME -> files(answer, byName.get(question.getFileByFilename()));
            case FILE_CONTAINING_SYMBOL -> files(answer, bySymbol.get(question.getFileContainingSymbol()));
            case FILE_CONTAINING_EXTENSION ->
                files(
                        answer,
                        byExtension
                                .getOrDefault(
                                        question.getFileContainingExtension().getContainingType(), Map.of())
                                .get(question.getFileContainingExtension().getExtensionNumber()));
            case ALL_EXTENSION_NUMBERS_OF_TYPE -> extensions(answer, question.getAllExtensionNumbersOfType());
            default -> error(answer, Status.Code.INVALID_ARGUMENT, "The question asks nothing that is known here.");
        }
        return answer.build();
    }

    private ListServiceResponse list() {
        final ListServiceResponse.Builder list = ListServiceResponse.newBuilder();
        services.forEach(name -> list.addService(ServiceResponse.newBuilder().setName(name)));
        return list.build();
    }

    /** The file and all that it imports, so that one question is enough. */
    private static void files(final ServerReflectionResponse.Builder answer, final @Nullable FileDescriptor file) {
        if (file == null) {
            error(answer, Status.Code.NOT_FOUND, "There is no such file, symbol or extension here.");
            return;
        }
        final Set<FileDescriptor> all = new LinkedHashSet<>();
        withImports(file, all);
        final FileDescriptorResponse.Builder files = FileDescriptorResponse.newBuilder();
        all.forEach(each -> files.addFileDescriptorProto(each.toProto().toByteString()));
        answer.setFileDescriptorResponse(files);
    }

    private void extensions(final ServerReflectionResponse.Builder answer, final String type) {
        if (bySymbol.containsKey(type)) {
            answer.setAllExtensionNumbersResponse(ExtensionNumberResponse.newBuilder()
                    .setBaseTypeName(type)
                    .addAllExtensionNumber(
                            byExtension.getOrDefault(type, Map.of()).keySet()));
        } else {
            error(answer, Status.Code.NOT_FOUND, "There is no such type here.");
        }
    }

    private static void error(
            final ServerReflectionResponse.Builder answer, final Status.Code code, final String message) {
        answer.setErrorResponse(
                ErrorResponse.newBuilder().setErrorCode(code.value()).setErrorMessage(message));
    }

    private static void withImports(final FileDescriptor file, final Set<FileDescriptor> into) {
        if (into.add(file)) {
            file.getDependencies().forEach(imported -> withImports(imported, into));
        }
    }

    private void file(final FileDescriptor file) {
        if (byName.put(file.getName(), file) != null) {
            return;
        }
        for (final ServiceDescriptor service : file.getServices()) {
            bySymbol.put(service.getFullName(), file);
            for (final MethodDescriptor method : service.getMethods()) {
                bySymbol.put(method.getFullName(), file);
            }
        }
        file.getMessageTypes().forEach(type -> message(type, file));
        file.getEnumTypes().forEach(type -> constants(type, file));
        file.getExtensions().forEach(field -> extension(field, file));
        file.getDependencies().forEach(this::file);
    }

    private void message(final Descriptor type, final FileDescriptor file) {
        bySymbol.put(type.getFullName(), file);
        type.getFields().forEach(field -> bySymbol.put(field.getFullName(), file));
        type.getNestedTypes().forEach(nested -> message(nested, file));
        type.getEnumTypes().forEach(nested -> constants(nested, file));
        type.getExtensions().forEach(field -> extension(field, file));
    }

    private void constants(final EnumDescriptor type, final FileDescriptor file) {
        bySymbol.put(type.getFullName(), file);
        type.getValues().forEach(value -> bySymbol.put(value.getFullName(), file));
    }

    private void extension(final FieldDescriptor field, final FileDescriptor file) {
        bySymbol.put(field.getFullName(), file);
        byExtension
                .computeIfAbsent(field.getContainingType().getFullName(), type -> new TreeMap<>())
                .put(field.getNumber(), file);
    }
}
