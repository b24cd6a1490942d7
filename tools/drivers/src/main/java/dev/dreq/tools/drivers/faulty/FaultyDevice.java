package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlPagePriority;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.PoolType;
import dev.dreq.hal.mm.Pulong;
import org.jspecify.annotations.Nullable;

/** A started device: an adapter for each direction, a common buffer, one request at a time. */
final class FaultyDevice {
    /** The most bytes of an operation, so that requests are split. */
    static final int MAXIMUM_LENGTH = 0x2000;

    static final int COMMON_BYTES = 0x800;

    /** IoGetDmaAdapter, on start. PASSIVE_LEVEL, as all of these. */
    static final Step<FaultyDevice> ACQUIRE = new Step<>(FaultyDevice::acquire);

    /** FreeCommonBuffer, on stop. */
    static final Step<FaultyDevice> RELEASE = new Step<>(FaultyDevice::freeCommonBuffer);

    /** PutDmaAdapter, on stop. */
    static final Step<FaultyDevice> PUT = new Step<>(FaultyDevice::put);

    final Kernel kernel;
    final DeviceObject object;
    final Fault fault;
    final Card card;
    private final DeviceObject physicalDevice;
    final CmResource.Dma channel;
    final Pulong count;
    int mapRegisters;
    long commonVa;
    final PphysicalAddress commonLogical;
    private @Nullable DmaAdapter reads;
    private @Nullable DmaAdapter writes;
    private @Nullable Request current;

    FaultyDevice(
            Kernel kernel,
            DeviceObject object,
            DeviceObject physicalDevice,
            Fault fault,
            Card card,
            CmResource.Dma channel) {
        this.kernel = kernel;
        this.object = object;
        this.physicalDevice = physicalDevice;
        this.fault = fault;
        this.card = card;
        this.channel = channel;
        this.count = kernel.mm().newUlong(0);
        this.commonLogical = kernel.dma().newPhysicalAddress();
    }

    boolean isMaster() {
        return fault.road().isMaster();
    }

    /** Raises a status if there is no adapter. */
    void start() {
        fault.take(ACQUIRE, this);
        DmaAdapter adapter = adapter(true);
        mapRegisters = count.get();
        commonVa =
                adapter.dmaOperations()
                        .allocateCommonBuffer(adapter, COMMON_BYTES, commonLogical, true);
        if (commonVa == 0) {
            put();
            throw new StatusException(
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES, "there is no common buffer");
        }
    }

    void stop() {
        card.stop();
        fault.take(RELEASE, this);
        fault.take(PUT, this);
    }

    /** One for each direction, as a device with two engines has; a channel has one for both. */
    void acquire() {
        acquire(fault.road().version());
    }

    /** By descriptions of another version. */
    void acquire(int version) {
        DeviceDescription description = Descriptions.of(fault.road(), channel, version);
        writes = kernel.io().getDmaAdapter(physicalDevice, description, count);
        reads = isMaster() ? kernel.io().getDmaAdapter(physicalDevice, description, count) : writes;
    }

    /** HalGetAdapter. */
    void acquireAsOfOld() {
        writes = kernel.dma().halGetAdapter(Descriptions.of(fault.road(), channel, 0), count);
    }

    /** The adapter of a direction; raises a status if there is none. */
    DmaAdapter adapter(boolean writeToDevice) {
        DmaAdapter adapter = writeToDevice ? writes : reads;
        if (adapter == null) {
            throw new StatusException(
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                    kernel.dma().refusal().orElse("there is no adapter"));
        }
        return adapter;
    }

    DmaOperations dma() {
        return adapter(true).dmaOperations();
    }

    void freeCommonBuffer() {
        freeCommonBuffer(COMMON_BYTES);
    }

    void freeCommonBuffer(int length) {
        dma().freeCommonBuffer(adapter(true), length, commonLogical.get(), commonVa, true);
    }

    void put() {
        dma().putDmaAdapter(adapter(true));
        if (reads != writes) {
            adapter(false).dmaOperations().putDmaAdapter(adapter(false));
        }
    }

    /** Does something as a DPC would. At most DISPATCH_LEVEL. */
    void atDispatch(Runnable routine) {
        int old = kernel.ke().raiseIrql(Irql.DISPATCH_LEVEL);
        routine.run();
        kernel.ke().lowerIrql(old);
    }

    /** A page of a pool, for good. */
    long page(PoolType pool) {
        return kernel.mm().allocatePool(pool, Pages.PAGE_SIZE, "tlaF");
    }

    /** Where the processor finds a buffer. */
    long systemVa(Mdl mdl) {
        return kernel.mm().getSystemAddressForMdlSafe(mdl, MdlPagePriority.NormalPagePriority);
    }

    void startIo(Irp irp) {
        Request request =
                switch (fault.road()) {
                    case LIST -> new ListRequest(this, irp);
                    case BUILT_LIST -> new BuiltListRequest(this, irp);
                    case CHAIN -> new ChainRequest(this, irp);
                    case MASTER, SLAVE, WORDS, MINIPORT -> new PacketRequest(this, irp);
                };
        current = request;
        request.start();
    }

    boolean isr() {
        if (!card.acknowledge()) {
            return false;
        }
        Request request = current;
        if (request != null) {
            request.interrupted();
            kernel.io().requestDpc(object, request.irp, null);
        }
        return true;
    }

    void dpcForIsr() {
        Request request = current;
        if (request != null) {
            request.ended();
        }
    }

    boolean worksOn(Request request) {
        return current == request;
    }

    /** The request in progress is over. */
    void startNext() {
        current = null;
        kernel.io().startNextPacket(object, false);
    }
}
