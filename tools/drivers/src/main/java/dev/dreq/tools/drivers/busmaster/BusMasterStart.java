package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.mm.MemoryCachingType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Starts a device: its registers, its adapter, its interrupt. PASSIVE_LEVEL. */
final class BusMasterStart {
    private final Kernel kernel;
    private final DeviceObject device;
    private final DeviceObject physicalDevice;
    private final BusMasterOptions options;

    /** How to give back what was got so far, the latest first. */
    private final Deque<Runnable> undo = new ArrayDeque<>();

    BusMasterStart(
            Kernel kernel,
            DeviceObject device,
            DeviceObject physicalDevice,
            BusMasterOptions options) {
        this.kernel = kernel;
        this.device = device;
        this.physicalDevice = physicalDevice;
        this.options = options;
    }

    /** A device that is started, and how to stop it. */
    record Started(BusMasterDevice device, Runnable release) {

        /** Waits for the IRPs that are in progress, and gives everything back. */
        void stop() {
            device.drain();
            release.run();
        }
    }

    /**
     * Raises a status, and leaves nothing behind, if the device cannot be started with these
     * resources.
     */
    Started start(CmResourceList resources) {
        try {
            return new Started(new BusMasterDevice(hardware(resources)), this::giveBack);
        } catch (StatusException e) {
            giveBack();
            throw e;
        }
    }

    private void giveBack() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    private BusMasterHardware hardware(CmResourceList resources) {
        long base = mapRegisters(resources);
        ModeRegisters modes = new ModeRegisters(kernel.hardware(), base);
        EngineRegisters registers = new EngineRegisters(kernel.hardware(), base);
        EngineCapabilities capabilities = capabilities(modes, registers);
        BusMasterDma dma =
                BusMasterDma.acquire(kernel, physicalDevice, capabilities, options.path());
        undo.push(dma::release);
        int alignment = dma.adapter().dmaOperations().getDmaAlignment(dma.adapter());
        device.setAlignmentRequirement(Math.max(device.alignmentRequirement(), alignment - 1));
        Feed feed = dma.feed(kernel, registers, capabilities, options.path());
        undo.push(feed::release);
        BusMasterCounters counters = new BusMasterCounters();
        Engine engine =
                new Engine(
                        kernel,
                        device,
                        registers,
                        feed,
                        options.timeoutMillis(),
                        counters::timedOut);
        kernel.io().initializeDpcRequest(device, engine::dpcForIsr);
        Kinterrupt interrupt = connect(resources, engine);
        engine.connected(interrupt);
        undo.push(() -> kernel.io().disconnectInterrupt(interrupt));
        undo.push(engine::quiesce);
        return new BusMasterHardware(
                kernel, device, engine, capabilities, modes, dma, feed, options, counters);
    }

    /** Video memory is the first range, the registers are the second. */
    private long mapRegisters(CmResourceList resources) {
        List<CmResource.Memory> ranges = resources.all(CmResource.Memory.class);
        if (ranges.size() < 2) {
            throw missing("%d memory ranges, not 2,".formatted(ranges.size()));
        }
        CmResource.Memory range = ranges.get(1);
        long base =
                kernel.mm()
                        .mapIoSpace(range.start(), range.length(), MemoryCachingType.MmNonCached);
        if (base == 0) {
            throw new StatusException(
                    NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                    "the registers at %x cannot be mapped".formatted(range.start()));
        }
        undo.push(() -> kernel.mm().unmapIoSpace(base));
        return base;
    }

    private EngineCapabilities capabilities(ModeRegisters modes, EngineRegisters registers) {
        if (!modes.answer()) {
            throw new StatusException(
                    NtStatus.STATUS_NO_SUCH_DEVICE,
                    "no display adapter answers where its registers should be");
        }
        if (registers.id() != EngineRegisters.ID) {
            throw new StatusException(
                    NtStatus.STATUS_NOT_SUPPORTED, "this display adapter has no bus master");
        }
        EngineCapabilities capabilities = registers.capabilities();
        Optional<String> lack = capabilities.lacks(options.path());
        if (lack.isPresent()) {
            throw new StatusException(
                    NtStatus.STATUS_NOT_SUPPORTED,
                    "the display adapter's bus master cannot do path=%s: %s"
                            .formatted(
                                    BusMasterDriverType.PATH.format(options.path()), lack.get()));
        }
        return capabilities;
    }

    /** A message if there is one, else the line. */
    private Kinterrupt connect(CmResourceList resources, Engine engine) {
        CmResource.MessageInterrupt message =
                resources.first(CmResource.MessageInterrupt.class).orElse(null);
        Kinterrupt interrupt =
                message != null
                        ? kernel.io().connectMessageInterrupt(message, engine::isr, null)
                        : kernel.io()
                                .connectInterrupt(
                                        resources
                                                .first(CmResource.Interrupt.class)
                                                .orElseThrow(() -> missing("no interrupt")),
                                        engine::isr,
                                        null);
        if (interrupt == null) {
            throw new StatusException(
                    NtStatus.STATUS_CONFLICTING_ADDRESSES,
                    "the interrupt of the display adapter is taken");
        }
        return interrupt;
    }

    private static StatusException missing(String what) {
        return new StatusException(
                NtStatus.STATUS_DEVICE_CONFIGURATION_ERROR,
                what + " in the resource list of the display adapter");
    }
}
