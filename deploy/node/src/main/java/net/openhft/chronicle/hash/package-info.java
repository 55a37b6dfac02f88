/**
 * One class that Chronicle Map would otherwise write and compile at run time. It stands in Chronicle's own package because
 * Chronicle looks for it there, by this name, before it reaches for a compiler. It stands in this module and no other: here the
 * class path, and with it Chronicle's version, is ours. A host that embeds the router keeps what its own Chronicle does.
 */
package net.openhft.chronicle.hash;
