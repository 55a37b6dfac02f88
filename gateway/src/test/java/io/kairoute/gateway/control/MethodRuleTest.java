package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.kairoute.api.v1.MethodLane;
import io.kairoute.api.v1.MethodProto;
import io.kairoute.api.v1.MethodRule;
import io.kairoute.control.v1.AuditServiceProto;
import io.kairoute.control.v1.DecisionServiceProto;
import io.kairoute.control.v1.LiveOccasionServiceProto;
import io.kairoute.control.v1.QueueServiceProto;
import io.kairoute.control.v1.SegmentServiceProto;
import io.kairoute.control.v1.TableServiceProto;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MethodRuleTest {
    @Test
    void shouldGiveEveryMethodALaneAndTheRoleThatIsAskedFor() {
        final Map<String, String> said = new TreeMap<>();
        for (final FileDescriptor file : new FileDescriptor[] {
            AuditServiceProto.getDescriptor(),
            DecisionServiceProto.getDescriptor(),
            LiveOccasionServiceProto.getDescriptor(),
            QueueServiceProto.getDescriptor(),
            SegmentServiceProto.getDescriptor(),
            TableServiceProto.getDescriptor()
        }) {
            for (final ServiceDescriptor service : file.getServices()) {
                for (final MethodDescriptor method : service.getMethods()) {
                    final MethodRule rule = method.getOptions().getExtension(MethodProto.rule);
                    assertNotEquals(MethodLane.METHOD_LANE_UNSPECIFIED, rule.getLane(), method.getFullName());
                    said.put(
                            service.getFullName() + "/" + method.getName(),
                            rule.getRole().name());
                }
            }
        }

        final Map<String, String> asked = new TreeMap<>();
        ControlRoles.BY_METHOD.forEach((name, role) -> asked.put(name, "METHOD_ROLE_" + role.name()));
        assertEquals(asked, said);
    }
}
