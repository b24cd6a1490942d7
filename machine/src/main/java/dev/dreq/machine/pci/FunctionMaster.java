package dev.dreq.machine.pci;

import dev.dreq.machine.Trace;
import dev.dreq.machine.io.Enclosure;
import dev.dreq.machine.memory.BusMaster;
import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.dma.DmaDirection;
import java.nio.ByteBuffer;

/**
 * Memory as a function reaches it: not at all while its Bus Master Enable is clear. The status
 * register of the function keeps how accesses failed: as a master abort where nobody answered, as a
 * target abort where the access was refused.
 */
final class FunctionMaster implements AddressSpace {

    private final Enclosure device;
    private final ConfigSpace config;
    private final AddressSpace memory;
    private final Trace trace;

    FunctionMaster(Enclosure device, ConfigSpace config, AddressSpace memory, Trace trace) {
        this.device = device;
        this.config = config;
        this.memory = memory;
        this.trace = trace;
    }

    @Override
    public BusStatus read(long address, ByteBuffer target) {
        return enabled()
                ? noted(memory.read(address, target))
                : disabled(address, target, DmaDirection.FROM_MEMORY);
    }

    @Override
    public BusStatus write(long address, ByteBuffer source) {
        return enabled()
                ? noted(memory.write(address, source))
                : disabled(address, source, DmaDirection.TO_MEMORY);
    }

    private boolean enabled() {
        return Header.commands(config, Header.COMMAND_MASTER) && !device.isCutOff();
    }

    private BusStatus disabled(long address, ByteBuffer buffer, DmaDirection direction) {
        int length = buffer.remaining();
        trace.dma(
                device.name(),
                BusMaster.NO_CHANNEL,
                address,
                length,
                direction,
                0,
                BusStatus.DISABLED);
        return BusStatus.DISABLED;
    }

    private BusStatus noted(BusStatus status) {
        switch (status) {
            case OK, DISABLED -> {}
            case UNASSIGNED -> Header.status(config, Header.STATUS_RECEIVED_MASTER_ABORT, true);
            case NOT_MEMORY, REFUSED ->
                    Header.status(config, Header.STATUS_RECEIVED_TARGET_ABORT, true);
        }
        return status;
    }
}
