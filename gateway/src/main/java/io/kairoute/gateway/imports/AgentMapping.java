package io.kairoute.gateway.imports;

/**
 * A column that names the agent whom the customer would like to speak to.
 *
 * @param column the column
 */
public record AgentMapping(String column) {
    /** Checks the parts. */
    public AgentMapping {
        Required.of("column", column);
    }
}
