/** The test of the one class that stands in Chronicle's package. */
package net.openhft.chronicle.hash;
