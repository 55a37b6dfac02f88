package io.kairoute.gateway.control;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.kairoute.control.v1.AuditServiceProto;
import io.kairoute.control.v1.DecisionServiceProto;
import io.kairoute.control.v1.LiveOccasionServiceProto;
import io.kairoute.control.v1.NodeServiceProto;
import io.kairoute.control.v1.NoteServiceProto;
import io.kairoute.control.v1.NowServiceProto;
import io.kairoute.control.v1.OutcomeServiceProto;
import io.kairoute.control.v1.QueueServiceProto;
import io.kairoute.control.v1.SegmentServiceProto;
import io.kairoute.control.v1.TableServiceProto;
import java.util.List;

/** The control API as its descriptors have it: what tests walk that hold for every call. */
public final class ControlApi {
    private ControlApi() {}

    /** The files that describe a service. */
    public static List<FileDescriptor> files() {
        return List.of(
                AuditServiceProto.getDescriptor(),
                DecisionServiceProto.getDescriptor(),
                LiveOccasionServiceProto.getDescriptor(),
                NodeServiceProto.getDescriptor(),
                NoteServiceProto.getDescriptor(),
                NowServiceProto.getDescriptor(),
                OutcomeServiceProto.getDescriptor(),
                QueueServiceProto.getDescriptor(),
                SegmentServiceProto.getDescriptor(),
                TableServiceProto.getDescriptor());
    }

    /** The calls of all of them. */
    public static List<MethodDescriptor> methods() {
        return files().stream()
                .flatMap(file -> file.getServices().stream())
                .flatMap(service -> service.getMethods().stream())
                .toList();
    }
}
