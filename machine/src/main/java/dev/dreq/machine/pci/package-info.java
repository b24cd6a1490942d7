/** The PCI bus: configuration space, windows that move, interrupt routing and bus masters. */
@NullMarked
package dev.dreq.machine.pci;

import org.jspecify.annotations.NullMarked;
