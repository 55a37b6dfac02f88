package io.kairoute.ctl.access;

/** The environment variables of commands that ask a node. */
public enum Variable {
    /** The context. */
    CONTEXT("the context to use, in place of the current one"),
    /** The file of contexts. */
    CONTEXTS("the file of contexts; default: ~/.config/kairoute/contexts.yaml"),
    /** The admin listener. */
    TARGET("the node's admin listener, as --target"),
    /** The route listener. */
    ROUTE_TARGET("the node's route listener, as --target of route and replay"),
    /** The tenant. */
    TENANT("the tenant, as --tenant"),
    /** The API key. */
    API_KEY("the API key itself; a file is safer: --api-key-file"),
    /** The file of the API key. */
    API_KEY_FILE("as --api-key-file"),
    /** The token. */
    TOKEN("the signed token (JWT) itself"),
    /** The file of the token. */
    TOKEN_FILE("as --token-file"),
    /** Whom to trust. */
    CA("as --ca"),
    /** The client's certificate. */
    CERT("as --cert"),
    /** The client's private key. */
    KEY("as --key");

    private final String meaning;

    Variable(final String meaning) {
        this.meaning = meaning;
    }

    /** The name in the environment. */
    public String variableName() {
        return "KAIROUTE_" + name();
    }

    /** What it says. */
    public String meaning() {
        return meaning;
    }

    /** Whether a name in the environment is one of these. */
    public static boolean isOneOfThem(final String name) {
        for (final Variable variable : values()) {
            if (variable.variableName().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
