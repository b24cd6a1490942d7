/** The video miniport of the PCI display adapter. */
@NullMarked
package dev.dreq.tools.drivers.display;

import org.jspecify.annotations.NullMarked;
