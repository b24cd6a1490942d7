package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.AdapterFacts;
import dev.dreq.hal.dma.AdapterWatch;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaOperations;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.verifier.Rule;
import org.jspecify.annotations.Nullable;

/** Stands between the drivers of a kernel and its DMA services from the start on. */
public final class Verification implements AdapterWatch {
    private final Kernel kernel;
    private final Judge judge;
    private final Ledgers ledgers;

    private Verification(Kernel kernel) {
        this.kernel = kernel;
        this.judge = new Judge(kernel.verifier());
        this.ledgers = new Ledgers(kernel.ke());
    }

    /** Verifies the drivers of a kernel that has made no adapter yet. */
    public static void of(Kernel kernel) {
        kernel.dma().watch(new Verification(kernel));
    }

    @Override
    public void describes(@Nullable DeviceObject physicalDevice, DeviceDescription description) {
        if (description.version() < 0 || description.version() > 3) {
            Step step = ledgers.step(null, "IoGetDmaAdapter", "Version", description.version());
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
        return new VerifiedOperations(operations, kernel.mm(), judge, ledgers);
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
