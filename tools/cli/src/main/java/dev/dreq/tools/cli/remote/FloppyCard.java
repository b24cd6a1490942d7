package dev.dreq.tools.cli.remote;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.tools.cli.job.Card;
import java.util.Optional;

/** A PC's floppy controller, where it is on every PC. */
record FloppyCard() implements Card {

    /** Its interrupt request line. */
    static final int IRQ = 6;

    private static final int CHANNEL = 2;
    private static final CmResourceList RESOURCES =
            CmResourceList.isa(
                    new CmResource.Port(0x3F0, 6),
                    new CmResource.Port(0x3F7, 1),
                    new CmResource.Interrupt(IRQ, InterruptMode.Latched, false),
                    new CmResource.Dma(CHANNEL, CHANNEL));

    @Override
    public String name() {
        return "fdc";
    }

    @Override
    public Optional<DeviceObject> addTo(Kernel kernel, DriverObject driver) {
        return Optional.of(kernel.io().addDevice(driver, RESOURCES));
    }

    @Override
    public long videoMemory() {
        return 0;
    }

    @Override
    public String dmaTrouble(Kernel kernel) {
        return kernel.dma().refusal().map(why -> "; " + why).orElse("");
    }
}
