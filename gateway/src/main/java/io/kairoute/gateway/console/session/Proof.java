package io.kairoute.gateway.console.session;

import io.kairoute.gateway.identity.Bearer;

/** What a session was begun with. */
sealed interface Proof {
    /** Whose sessions are counted together. */
    String owner();

    /** An API key, by its hash: as long as it is in the file, and may what the file says then. */
    record Key(String hash) implements Proof {
        @Override
        public String owner() {
            return "key " + hash;
        }
    }

    /** Somebody whom the issuer of tokens knows. */
    record Issuer(Bearer bearer) implements Proof {
        @Override
        public String owner() {
            return bearer.name();
        }
    }

    /** A name that was chosen, on a node that asks nobody. */
    record Name(String name) implements Proof {
        @Override
        public String owner() {
            return name;
        }
    }
}
