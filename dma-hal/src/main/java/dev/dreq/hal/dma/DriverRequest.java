package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.WaitContextBlock;
import org.jspecify.annotations.Nullable;

/**
 * What AllocateAdapterChannel asks for.
 *
 * @param adapter through which the channel was asked for
 * @param deviceObject for which it was asked for
 * @param waitBlock what is to be done when it is granted; taken until the AdapterControl routine
 *     has returned
 */
record DriverRequest(AdapterObject adapter, DeviceObject deviceObject, WaitContextBlock waitBlock)
        implements ChannelRequest {

    @Override
    public @Nullable TransferContext transferContext() {
        return null;
    }

    @Override
    public int registers() {
        return waitBlock.numberOfMapRegisters();
    }

    @Override
    public IoAllocationAction granted(RegisterAllocation registers, AdapterControl adapterControl) {
        return adapterControl.permitted(
                adapterControl.call(this, registers.base()), adapter, registers, deviceObject);
    }

    @Override
    public void keep(RegisterAllocation registers) {
        adapter.keep(registers);
    }

    @Override
    public void ended() {
        // The wait block was free when the AdapterControl routine had returned.
    }
}
