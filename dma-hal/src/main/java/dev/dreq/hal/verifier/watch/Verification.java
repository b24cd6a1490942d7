package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.AdapterFacts;
import dev.dreq.hal.dma.AdapterWatch;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.dma.DoubleBuffers;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.plugin.cpu.DmaWatch;
import org.jspecify.annotations.Nullable;

/** Stands between the drivers of a kernel and its services, as long as the kernel lives. */
public final class Verification implements AdapterWatch {
    private static final int VERSIONS = 4;

    private final Kernel kernel;
    private final Caches caches = new Caches();
    private final Ledgers ledgers;
    private final BufferTags tags;
    private final Judge judge;

    private Verification(Kernel kernel) {
        this.kernel = kernel;
        this.ledgers = new Ledgers(kernel.ke());
        this.tags = new BufferTags(kernel.mm(), kernel.options().guards());
        Clock clock = new Clock(kernel.verifier(), kernel.bus());
        this.judge = new Judge(kernel.verifier(), clock);
        CpuChecks cpu = new CpuChecks(kernel.ke(), judge, ledgers, caches, clock);
        IoChecks io = new IoChecks(judge, ledgers);
        DeviceChecks devices = new DeviceChecks(judge, ledgers);
        kernel.ke().watch(cpu);
        kernel.mm().watch(cpu);
        kernel.io().watch(io);
        kernel.hardware().watch(io);
        kernel.videoPort().watch(routine -> ledgers.step(null, routine));
        kernel.bus().capability(DmaWatch.class).ifPresent(watch -> watch.watch(devices));
        kernel.verifier().explainBy(ledgers.recent()::explain);
    }

    /** Verifies the drivers of a kernel that has made no adapter yet. */
    public static void of(Kernel kernel) {
        Verification verification = new Verification(kernel);
        kernel.dma().watch(verification);
    }

    @Override
    public void describes(@Nullable DeviceObject physicalDevice, DeviceDescription description) {
        Step step = ledgers.step(null, "IoGetDmaAdapter", "Version", description.version());
        if (description.version() < 0 || description.version() >= VERSIONS) {
            judge.raise(
                    step,
                    Rule.UNKNOWN_VERSION,
                    0,
                    0,
                    0,
                    "IoGetDmaAdapter with a description of version %d; there are 0, 1, 2 and 3"
                            .formatted(description.version()));
        }
    }

    @Override
    public DmaOperations table(AdapterFacts facts, DmaOperations operations) {
        ledgers.add(facts);
        return new VerifiedOperations(operations, kernel.mm(), judge, ledgers, caches, tags);
    }

    @Override
    public DoubleBuffers doubleBuffers(AdapterFacts facts) {
        if (!kernel.options().guards()) {
            return DoubleBuffers.NONE;
        }
        AdapterLedger ledger = ledgers.of(facts);
        Guards guards = new Guards(kernel.mm(), kernel.bus(), judge, ledger, tags);
        ledger.guardBy(guards);
        return guards;
    }

    @Override
    public void legacyCall(String routine) {
        judge.raise(
                ledgers.step(null, routine),
                Rule.HAL_GET_ADAPTER,
                0,
                0,
                0,
                routine + " is called; call IoGetDmaAdapter");
    }
}
