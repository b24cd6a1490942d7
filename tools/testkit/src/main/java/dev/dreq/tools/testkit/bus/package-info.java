/**
 * Buses to test on without a machine: slots for a device that has no machine around it, a
 * processor's bus for a driver that has no device behind it.
 *
 * <p>A device gets a {@link dev.dreq.tools.testkit.bus.FakeIsaSlot} or a {@link
 * dev.dreq.tools.testkit.bus.FakePciSlot}, and the test plays software, memory and the DMA
 * controller. A driver gets a {@link dev.dreq.tools.testkit.bus.FakeCpuBus}, and the test plays the
 * device. {@link dev.dreq.tools.testkit.bus.RecordingBus} and {@link
 * dev.dreq.tools.testkit.bus.FaultyBus} go around any processor's bus.
 */
@NullMarked
package dev.dreq.tools.testkit.bus;

import org.jspecify.annotations.NullMarked;
