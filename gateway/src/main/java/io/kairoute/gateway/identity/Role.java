package io.kairoute.gateway.identity;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.kairoute.api.v1.MethodProto;
import io.kairoute.api.v1.MethodRole;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a caller may do, within its tenant. */
public enum Role {
    /** Ask where contacts go. */
    ROUTE,
    /** See metrics, tables and the reasons of decisions. */
    VIEWER,
    /** Declare live occasions, hold queues. */
    OPERATOR,
    /** Write drafts. */
    EDITOR,
    /** Approve drafts. */
    APPROVER,
    /** Publish tables. */
    PUBLISHER,
    /** Load segment sets. */
    DATA,
    /** Tell what became of contacts. */
    REPORT,
    /** All of that. */
    ADMIN,
    /** Be known: what whoever has a role may do. Nobody is given it. */
    ANY;

    private static final String SAID_AS = "METHOD_ROLE_";
    private static final List<Role> GIVEN =
            Stream.of(values()).filter(role -> role != ANY).toList();

    /** The roles that credentials give. */
    public static List<Role> given() {
        return GIVEN;
    }

    /** The role's name in configuration and errors. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What a caller of a method needs, as the method's proto file says; nowhere else is it said.
     *
     * @throws IllegalArgumentException when the file says nothing
     */
    public static Role neededBy(final MethodDescriptor method) {
        final MethodRole said =
                method.getOptions().getExtension(MethodProto.rule).getRole();
        if (said == MethodRole.METHOD_ROLE_UNSPECIFIED || said == MethodRole.UNRECOGNIZED) {
            throw new IllegalArgumentException("method=" + method.getService().getFullName() + "/" + method.getName()
                    + " has no role in its proto file, so it is not served");
        }
        return valueOf(said.name().substring(SAID_AS.length()));
    }

    /** Whether somebody with these roles may see customers' risks. Whoever has no role at all is anybody on an open node. */
    public static boolean maySeeRisks(final Set<Role> roles) {
        return roles.isEmpty() || roles.contains(DATA) || roles.contains(ADMIN);
    }

    static @Nullable Role ofLabel(final String label) {
        for (final Role role : GIVEN) {
            if (role.label().equals(label)) {
                return role;
            }
        }
        return null;
    }
}
