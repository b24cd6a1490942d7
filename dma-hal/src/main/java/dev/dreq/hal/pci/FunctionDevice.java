package dev.dreq.hal.pci;

import dev.dreq.hal.io.BusConfiguration;
import dev.dreq.hal.io.BusDevice;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the bus driver knows of a function and does for it: it decodes and masters the bus from
 * IRP_MN_START_DEVICE to its stop or removal, and not otherwise.
 */
final class FunctionDevice implements BusDevice {
    private final FoundFunction found;
    private final CmResourceList resources;
    private final Optional<String> refusal;
    private final @Nullable MessageCapability messages;
    private boolean started;
    private boolean lost;

    /**
     * A function that has been placed and routed.
     *
     * @param refusal why it can have no resources, if so
     * @param messages the capability by which it sends the messages in {@code resources}, if any
     */
    FunctionDevice(
            FoundFunction found,
            CmResourceList resources,
            Optional<String> refusal,
            @Nullable MessageCapability messages) {
        this.found = found;
        this.resources = resources;
        this.refusal = refusal;
        this.messages = messages;
    }

    @Override
    public InterfaceType interfaceType() {
        return InterfaceType.PCIBus;
    }

    @Override
    public List<String> hardwareIds() {
        return found.identity().hardwareIds();
    }

    @Override
    public CmResourceList resources() {
        if (refusal.isPresent()) {
            throw new StatusException(
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES, found + ": " + refusal.get());
        }
        return resources;
    }

    @Override
    public BusConfiguration configuration() {
        return found.space();
    }

    @Override
    public NtStatus start() {
        if (lost) {
            return NtStatus.STATUS_NO_SUCH_DEVICE;
        }
        if (refusal.isPresent()) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
        if (!found.identity().isPlaceable() || started) {
            return NtStatus.STATUS_SUCCESS;
        }
        started = true;
        if (messages != null) {
            List<CmResource.MessageInterrupt> granted =
                    resources.all(CmResource.MessageInterrupt.class);
            messages.enable(granted.get(0).vector(), granted.size());
        }
        command(
                ConfigurationSpace.COMMAND_INTERRUPT_DISABLE,
                needed() | ConfigurationSpace.COMMAND_BUS_MASTER);
        return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public void stop() {
        if (!started) {
            return;
        }
        started = false;
        if (lost) {
            return;
        }
        command(
                ConfigurationSpace.COMMAND_IO_SPACE
                        | ConfigurationSpace.COMMAND_MEMORY_SPACE
                        | ConfigurationSpace.COMMAND_BUS_MASTER,
                ConfigurationSpace.COMMAND_INTERRUPT_DISABLE);
        if (messages != null) {
            messages.disable();
        }
    }

    /**
     * Whether the function that was given these resources is in its slot: another of its kind that
     * was plugged in there meanwhile does not hold the addresses.
     */
    boolean isThere() {
        if (!found.identity().equals(PciIdentity.read(found.space()))) {
            return false;
        }
        List<CmResource> granted = resources.resources();
        for (int i = 0; refusal.isEmpty() && i < found.bars().size(); i++) {
            long address =
                    granted.get(i) instanceof CmResource.Port port
                            ? port.start()
                            : ((CmResource.Memory) granted.get(i)).start();
            if (!BarSizing.holds(found.space(), found.bars().get(i), address)) {
                return false;
            }
        }
        return true;
    }

    /** The function is gone: what is in its slot now, if anything, is not touched any more. */
    void lose() {
        lost = true;
    }

    private void command(int clear, int set) {
        int command = found.space().read16(ConfigurationSpace.COMMAND);
        found.space().write16(ConfigurationSpace.COMMAND, (command & ~clear) | set);
    }

    /** What must be decoded, and that the pin is not used beside messages. */
    private int needed() {
        int bits = messages != null ? ConfigurationSpace.COMMAND_INTERRUPT_DISABLE : 0;
        for (BaseAddress bar : found.bars()) {
            bits |=
                    bar.kind() == BaseAddress.Kind.PORT
                            ? ConfigurationSpace.COMMAND_IO_SPACE
                            : ConfigurationSpace.COMMAND_MEMORY_SPACE;
        }
        return bits;
    }
}
