package dev.dreq.devices.i8237;

import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of the two controllers: which register sits where (8237A data sheet, register codes).
 */
final class ControllerPorts {

    private static final int REGISTERS = 16;

    private ControllerPorts() {}

    /** The first controller: channels 0-3, a register a port. */
    static IoHandler first(Controller controller) {
        return block(controller, 0, 1);
    }

    /**
     * The second controller: channels 4-7, a register at each even port, decoded at the odd one
     * behind it too.
     */
    static IoHandler second(Controller controller) {
        return new EvenPorts(block(controller, 4, 2));
    }

    private static RegisterBlock block(Controller controller, int firstChannel, int spacing) {
        List<Register> registers = new ArrayList<>();
        for (int channel = 0; channel < 4; channel++) {
            registers.add(address(controller, channel, firstChannel, spacing));
            registers.add(count(controller, channel, firstChannel, spacing));
        }
        registers.add(
                Register.named("STATUS_COMMAND", 0x8 * spacing, 1)
                        // as it is read
                        .field("TERMINAL_COUNT", 0, 4)
                        .field("REQUESTING", 4, 4)
                        // as it is written
                        .field("MEMORY_TO_MEMORY", 0, 1)
                        .field("ADDRESS_HOLD", 1, 1)
                        .field("DISABLE", 2, 1)
                        .field("COMPRESSED_TIMING", 3, 1)
                        .field("ROTATING_PRIORITY", 4, 1)
                        .field("EXTENDED_WRITE", 5, 1)
                        .field("DREQ_SENSE_LOW", 6, 1)
                        .field("DACK_SENSE_HIGH", 7, 1)
                        .onRead(controller::readStatus)
                        .onWrite(value -> controller.writeCommand((int) value)));
        registers.add(
                control("REQUEST", 0x9, spacing, controller)
                        .field("CHANNEL", 0, 2)
                        .field("SET", 2, 1)
                        .onWrite(value -> controller.writeRequest((int) value)));
        registers.add(
                control("SINGLE_MASK", 0xa, spacing, controller)
                        .field("CHANNEL", 0, 2)
                        .field("SET", 2, 1)
                        .onWrite(value -> controller.writeSingleMask((int) value)));
        registers.add(
                control("MODE", 0xb, spacing, controller)
                        .field("CHANNEL", 0, 2)
                        .field("TRANSFER", 2, 2)
                        .field("AUTOINITIALIZE", 4, 1)
                        .field("ADDRESS_DECREMENT", 5, 1)
                        .field("MODE_SELECT", 6, 2)
                        .onWrite(value -> controller.writeMode((int) value)));
        registers.add(
                control("CLEAR_FLIP_FLOP", 0xc, spacing, controller)
                        .onWrite(value -> controller.clearFlipFlop()));
        registers.add(
                control("TEMPORARY_MASTER_CLEAR", 0xd, spacing, controller)
                        .onWrite(value -> controller.masterClear()));
        registers.add(
                control("CLEAR_MASK", 0xe, spacing, controller)
                        .onWrite(value -> controller.clearMask()));
        registers.add(
                control("ALL_MASK", 0xf, spacing, controller)
                        .field("MASK", 0, 4)
                        .onWrite(value -> controller.writeAllMask((int) value)));
        return RegisterBlock.of(
                REGISTERS * spacing, AccessSizes.BYTES, registers.toArray(Register[]::new));
    }

    private static Register address(
            Controller controller, int channel, int firstChannel, int spacing) {
        return Register.named("ADDRESS_" + (firstChannel + channel), 2 * channel * spacing, 1)
                .onRead(() -> controller.readAddress(channel))
                .onWrite(value -> controller.writeAddress(channel, (int) value));
    }

    private static Register count(
            Controller controller, int channel, int firstChannel, int spacing) {
        return Register.named("COUNT_" + (firstChannel + channel), (2 * channel + 1) * spacing, 1)
                .onRead(() -> controller.readCount(channel))
                .onWrite(value -> controller.writeCount(channel, (int) value));
    }

    private static Register control(String name, int register, int spacing, Controller controller) {
        return Register.named(name, register * spacing, 1)
                .reset(controller.readControl(register))
                .onRead(() -> controller.readControl(register));
    }

    /** The board does not wire address bit 0 to the second controller. */
    private record EvenPorts(RegisterBlock registerBlock) implements IoHandler {

        @Override
        public long read(long offset, int size) {
            return registerBlock.read(offset & ~1L, size);
        }

        @Override
        public void write(long offset, int size, long value) {
            registerBlock.write(offset & ~1L, size, value);
        }

        @Override
        public AccessSizes accessSizes() {
            return registerBlock.accessSizes();
        }

        @Override
        public List<Register> registers() {
            return registerBlock.registers();
        }
    }
}
