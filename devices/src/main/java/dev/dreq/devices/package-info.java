/** Stock devices, each a plugin like any other. */
@NullMarked
package dev.dreq.devices;

import org.jspecify.annotations.NullMarked;
