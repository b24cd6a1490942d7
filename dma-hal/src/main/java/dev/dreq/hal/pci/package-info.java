/** The PCI bus as software sees it: who is on it, where it decodes, how it interrupts. */
@NullMarked
package dev.dreq.hal.pci;

import org.jspecify.annotations.NullMarked;
