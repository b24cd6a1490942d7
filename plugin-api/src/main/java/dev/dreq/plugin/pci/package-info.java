/** The PCI bus: what a function is, and what it can reach. */
@NullMarked
package dev.dreq.plugin.pci;

import org.jspecify.annotations.NullMarked;
