package dev.dreq.tools.testkit.loopback;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Grant;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.isa.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A machine with loop-back cards, a kernel that runs on it, and the cards' driver, loaded. */
final class LoopbackPc implements AutoCloseable {
    private static final int[] IRQS = {3, 4, 5, 7, 9, 10, 11};
    private static final int FIRST_PORT = 0x300;
    private static final int PORTS = 0x20;

    private final List<Card> cards;
    private final Machine machine;
    private final Kernel kernel;
    private final DriverObject driver;
    private final DmaLog dmaLog;
    private final long freePageFrames;

    /**
     * A card in a slot.
     *
     * @param channel 0-3 or 5-7
     * @param bufferSize bytes on the card, even
     * @param burst bytes each time it raises DREQ, 0 for all
     * @param gap nanoseconds between bursts
     */
    record Card(int channel, int bufferSize, int burst, int gap) {
        private Map<String, String> settings(int number) {
            return Map.of(
                    "dma", Integer.toString(channel),
                    "irq", Integer.toString(IRQS[number]),
                    "iobase", "0x%x".formatted(FIRST_PORT + PORTS * number),
                    "buffer", Integer.toString(bufferSize),
                    "burst", Integer.toString(burst),
                    "gap", Integer.toString(gap));
        }
    }

    LoopbackPc(
            PluginCatalog catalog,
            long memory,
            boolean coherent,
            String compat,
            KernelOptions options,
            LoopbackOptions driverOptions,
            List<Card> cards) {
        this.cards = List.copyOf(cards);
        Machine.Builder builder =
                Machine.builder()
                        .memory(memory)
                        .coherent(coherent)
                        .catalog(catalog)
                        .device("i8237", Map.of("compat", compat));
        for (int number = 0; number < cards.size(); number++) {
            builder.device("loopback-slave", cards.get(number).settings(number));
        }
        machine = builder.build();
        kernel = new Kernel(machine.cpu(), options.withVerifier(VerifierMode.STOP));
        freePageFrames = kernel.mm().freePageFrames();
        dmaLog = new DmaLog(machine.bus());
        driver =
                kernel.io()
                        .loadDriver(
                                "Loopback",
                                new LoopbackDriver(driverOptions),
                                machine.devices().stream()
                                        .filter(LoopbackPc::isLoopback)
                                        .map(LoopbackPc::resources)
                                        .toArray(CmResourceList[]::new));
    }

    private static boolean isLoopback(DeviceNode node) {
        return node.type().name().equals("loopback-slave");
    }

    /** What firmware would say of the card. */
    private static CmResourceList resources(DeviceNode node) {
        return CmResourceList.isa(
                node.grants().stream().map(LoopbackPc::resource).toArray(CmResource[]::new));
    }

    private static CmResource resource(Grant grant) {
        if (grant instanceof Grant.Ports ports) {
            PortRange range = ports.range();
            return new CmResource.Port(range.base(), range.length());
        }
        if (grant instanceof Grant.Irq irq) {
            return new CmResource.Interrupt(irq.line(), InterruptMode.Latched, false);
        }
        return new CmResource.Dma(((Grant.Dma) grant).channel());
    }

    Machine machine() {
        return machine;
    }

    Kernel kernel() {
        return kernel;
    }

    DmaLog dmaLog() {
        return dmaLog;
    }

    Card card(int number) {
        return cards.get(number);
    }

    /** The name that the machine gave a card. */
    String cardName(int number) {
        return "loopback-slave" + number;
    }

    FrontPanel panel(int number) {
        return new FrontPanel(machine.bus(), FIRST_PORT + PORTS * number);
    }

    DeviceObject device(int number) {
        DeviceObject device = driver.deviceObject();
        while (!device.name().equals(LoopbackDriver.deviceName(number))) {
            device = device.nextDevice();
        }
        return device;
    }

    /**
     * Unloads the driver, and says what it or the hardware has left behind: empty when all is well.
     */
    List<String> unload() {
        kernel.io().unloadDriver(driver);
        List<String> left = new ArrayList<>(kernel.ke().reports());
        for (DeviceNode node : machine.devices()) {
            node.fault().ifPresent(fault -> left.add(node.name() + " is faulted: " + fault));
            if (node.guestErrors() != 0) {
                left.add("%s counts %d guest errors".formatted(node.name(), node.guestErrors()));
            }
        }
        if (kernel.io().allocatedMdls() != 0) {
            left.add(kernel.io().allocatedMdls() + " MDLs");
        }
        if (kernel.mm().lockedPageFrames() != 0) {
            left.add(kernel.mm().lockedPageFrames() + " locked pages");
        }
        if (kernel.mm().freePageFrames() != freePageFrames) {
            left.add("%d pages".formatted(freePageFrames - kernel.mm().freePageFrames()));
        }
        return left;
    }

    @Override
    public void close() {
        kernel.close();
        machine.close();
    }
}
