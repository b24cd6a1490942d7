/**
 * The display adapter: a PCI function with a frame buffer and a bus master that fills it.
 *
 * <p>{@code RegisterWindow} decodes the registers. {@code Dispi} sets modes, and {@code
 * FrameBuffer} turns one into a picture. {@code Engine} runs commands one at a time, from its
 * registers or from {@code Ring}; {@code Transfer} checks a command and moves its bytes, with
 * {@code ScatterGatherTable} on the host's side and {@code Rectangle} on the other.
 */
@NullMarked
package dev.dreq.devices.display;

import org.jspecify.annotations.NullMarked;
