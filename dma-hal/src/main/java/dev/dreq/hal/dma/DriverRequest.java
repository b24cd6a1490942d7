package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.io.WaitContextBlock;
import dev.dreq.hal.verifier.Rule;

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
    public int registers() {
        return waitBlock.numberOfMapRegisters();
    }

    @Override
    public IoAllocationAction granted(RegisterAllocation registers, AdapterControl adapterControl) {
        IoAllocationAction action = adapterControl.call(this, registers.base());
        if (!adapter.kind().permits(action)) {
            throw Rule.WRONG_ACTION.stop(
                    action.value(),
                    adapter.address(),
                    0,
                    "AdapterControl of %s returned %s on %s, whose transfer needs the channel until FreeAdapterChannel;"
                                    .formatted(
                                            deviceObject.name(), action, adapter.channel().name())
                            + " return KeepObject");
        }
        if (action == IoAllocationAction.DeallocateObject) {
            adapter.requireUnmapped(registers, "DeallocateObject");
        }
        return action;
    }

    @Override
    public void keep(RegisterAllocation registers) {
        adapter.keep(registers);
    }
}
