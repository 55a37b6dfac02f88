package io.kairoute.ctl.offline;

import java.util.List;
import java.util.Map;

/**
 * Where the audit trail of every tenant ends. Immutable.
 *
 * @param heads by tenant, as {@code COUNT:HASH}
 * @param findings what is wrong with the trail
 */
public record ChainHeads(Map<String, String> heads, List<String> findings) {}
