package io.kairoute.gateway.identity;

/**
 * Spells who did something, for the audit trail: the kind of proof, then the name that it proves.
 *
 * <pre>
 *   key:NAME          an API key of the credentials file
 *   cert:NAME         a client certificate of the credentials file
 *   jwt:ISSUER#SUB    a token; a # in the issuer is written as %23
 *   open:NAME         whoever gave this name to the console of a node that asks nobody: chosen, and proven by nothing
 * </pre>
 *
 * <p>So nobody bears the name of somebody who proves himself in another way, nor one of the node's own: {@code configuration},
 * {@code node} and, where nobody is asked, {@code anybody} have no kind. Entries of versions that knew no kinds have none either.
 */
public final class CallerName {
    private static final String KEY = "key:";
    private static final String CERTIFICATE = "cert:";
    private static final String TOKEN = "jwt:";
    private static final String OPEN = "open:";
    private static final char SUBJECT = '#';

    /** What versions that knew no kinds called the bearer of a token without subject. */
    private static final String NO_SUBJECT = "token";

    private CallerName() {}

    static String ofKey(final String name) {
        return KEY + name;
    }

    static String ofCertificate(final String name) {
        return CERTIFICATE + name;
    }

    static String ofToken(final String issuer, final String subject) {
        return TOKEN + issuer.replace("#", "%23") + SUBJECT + subject;
    }

    /** The name of somebody whom an open node believes. */
    public static String ofOpenNode(final String chosen) {
        return OPEN + chosen;
    }

    /** A name without its kind, and a token's without its issuer, as a person is greeted. */
    public static String shown(final String name) {
        return bare(name);
    }

    /** Whether two names of the audit trail are one person's; where one of them has no kind, the names behind the kinds decide. */
    public static boolean isSame(final String one, final String other) {
        return (hasKind(one) && hasKind(other)) ? one.equals(other) : bare(one).equals(bare(other));
    }

    private static boolean hasKind(final String name) {
        return name.startsWith(KEY) || name.startsWith(CERTIFICATE) || name.startsWith(TOKEN) || name.startsWith(OPEN);
    }

    private static String bare(final String name) {
        if (name.startsWith(TOKEN)) {
            final String subject = name.substring(name.indexOf(SUBJECT) + 1);
            return subject.isEmpty() ? NO_SUBJECT : subject;
        }
        return hasKind(name) ? name.substring(name.indexOf(':') + 1) : name;
    }
}
