/**
 * One class that Chronicle Map would otherwise write and compile at run time. It stands in Chronicle's own package because
 * Chronicle looks for it there, by this name, before it reaches for a compiler.
 */
package net.openhft.chronicle.hash;
