package dev.dreq.hal.pci;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.Io;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The driver of PCI bus 0. It finds the functions, gives each addresses and an interrupt, and a
 * physical device object, from which the I/O manager adds, starts, stops and removes it.
 */
public final class Pci {
    private static final int NO_INPUT = 0xFF;

    private final CpuBus bus;
    private final Ke ke;
    private final Io io;
    private final KernelOptions options;
    private final BusScan scan;
    private final MessageVectors vectors = new MessageVectors();
    private final List<Known> present = new ArrayList<>();
    private final List<Known> gone = new ArrayList<>();
    private @Nullable InterruptRoutes routes;

    /** A function that was found, as drivers see it and as the bus driver does. */
    private record Known(PciDevice device, FunctionDevice function) {}

    /** The bus of a machine, not looked at yet. */
    public Pci(CpuBus bus, Ke ke, Io io, KernelOptions options) {
        this.bus = bus;
        this.ke = ke;
        this.io = io;
        this.options = options;
        this.scan = new BusScan(new ConfigurationMechanism(bus), ke);
    }

    /**
     * The functions on bus 0, by slot; none on a machine without PCI. Each call looks who is there.
     * A function that is new is placed where nobody is; it does not decode memory or ports or
     * master the bus, unless it is a bridge, until it is started. One that was there before is only
     * read, and the same as before. One that is gone is listed no more; the driver on it is to be
     * told by {@code surpriseRemoval} and {@code removeDevice}, and until then nobody gets what it
     * had. What is odd about a function is reported ({@link Ke#reports}). At PASSIVE_LEVEL.
     */
    public List<PciDevice> enumerate() {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IRP_MN_QUERY_DEVICE_RELATIONS");
        List<PciSlotNumber> slots = scan.present();
        for (Known known : List.copyOf(present)) {
            if (!slots.contains(known.device.slot()) || !known.function.isThere()) {
                known.function.lose();
                present.remove(known);
                gone.add(known);
            }
        }
        gone.removeIf(this::forget);
        List<FoundFunction> found =
                slots.stream().filter(slot -> !isKnown(slot)).map(scan::look).toList();
        if (!found.isEmpty()) {
            present.addAll(place(found));
            present.sort(Comparator.comparing(known -> slots.indexOf(known.device.slot())));
        }
        return present.stream().map(Known::device).toList();
    }

    private boolean isKnown(PciSlotNumber slot) {
        return present.stream().anyMatch(known -> known.device.slot().equals(slot));
    }

    /** Once no driver is on a function that is gone, others may have its vectors and its room. */
    private boolean forget(Known lost) {
        if (!io.deletePhysicalDevice(lost.device.physicalDevice())) {
            return false;
        }
        for (CmResource.MessageInterrupt message :
                lost.device.resources().all(CmResource.MessageInterrupt.class)) {
            vectors.release(message.vector(), 1);
        }
        return true;
    }

    private InterruptRoutes routes(List<FoundFunction> found, List<CmResource> granted) {
        InterruptRoutes known = routes;
        if (known == null) {
            known = new InterruptRoutes(found, input -> isTaken(input, granted));
            routes = known;
        }
        return known;
    }

    private List<Known> place(List<FoundFunction> found) {
        List<CmResource> granted = new ArrayList<>(io.grantedResources());
        InterruptRoutes lines = routes(found, granted);
        present.forEach(known -> granted.addAll(known.device.resources().resources()));
        AddressPlan plan =
                new AddressPlan(
                        found.stream()
                                .map(
                                        one ->
                                                one.trouble().isEmpty()
                                                        ? one.bars()
                                                        : List.<BaseAddress>of())
                                .toList(),
                        bus.ramRanges(),
                        granted);
        List<Known> placed = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            placed.add(place(found.get(i), i, plan, lines));
        }
        return placed;
    }

    private boolean isTaken(int input, List<CmResource> granted) {
        return options.isaInterrupts().contains(input)
                || granted.stream()
                        .anyMatch(
                                resource ->
                                        resource instanceof CmResource.Interrupt interrupt
                                                && interrupt.input() == input);
    }

    private Known place(FoundFunction found, int number, AddressPlan plan, InterruptRoutes lines) {
        Optional<String> refusal = found.trouble().or(() -> plan.refusal(number));
        List<CmResource> resources = new ArrayList<>();
        if (refusal.isEmpty()) {
            refusal = decode(found, number, plan, resources);
        }
        MessageCapability messages = null;
        if (refusal.isEmpty()) {
            int input = line(found, lines);
            messages = messages(found, resources);
            if (messages == null && input >= 0) {
                resources.add(new CmResource.Interrupt(input, InterruptMode.LevelSensitive, true));
            }
        } else {
            resources.clear();
            ke.report("%s is not used: %s".formatted(found, refusal.get()));
        }
        CmResourceList list = new CmResourceList(InterfaceType.PCIBus, resources);
        FunctionDevice function = new FunctionDevice(found, list, refusal, messages);
        return new Known(
                new PciDevice(
                        found.slot(),
                        found.identity(),
                        found.bars(),
                        found.capabilities(),
                        io.newPhysicalDevice(function),
                        list,
                        refusal),
                function);
    }

    /**
     * Writes the base address registers; returns what is wrong if one does not take its address.
     */
    private static Optional<String> decode(
            FoundFunction found, int number, AddressPlan plan, List<CmResource> resources) {
        for (int i = 0; i < found.bars().size(); i++) {
            BaseAddress bar = found.bars().get(i);
            long address = plan.address(number, i);
            if (!BarSizing.place(found.space(), bar, address)) {
                return Optional.of(
                        "%s does not keep the address %X that is written to it"
                                .formatted(bar, address));
            }
            resources.add(
                    bar.kind() == BaseAddress.Kind.PORT
                            ? new CmResource.Port((int) address, (int) bar.size())
                            : new CmResource.Memory(address, bar.size()));
        }
        return Optional.empty();
    }

    /** Routes a function's pin and says so in its interrupt line register; -1 if it has none. */
    private static int line(FoundFunction found, InterruptRoutes lines) {
        if (found.interruptPin() == 0) {
            return -1;
        }
        int input = lines.route(found.slot(), found.interruptPin());
        found.space().write8(ConfigurationSpace.INTERRUPT_LINE, input >= 0 ? input : NO_INPUT);
        return input;
    }

    private @Nullable MessageCapability messages(FoundFunction found, List<CmResource> resources) {
        Optional<PciCapability> capability =
                CapabilityList.first(found.capabilities(), PciCapability.MSI);
        if (capability.isEmpty()
                || !found.identity().isPlaceable()
                || !options.messageInterrupts()) {
            return null;
        }
        MessageCapability messages = new MessageCapability(found.space(), capability.get());
        if (!messages.isWhole()) {
            ke.report("%s: its MSI capability does not end in its space".formatted(found));
            return null;
        }
        int count = messages.wanted();
        int vector = vectors.take(count);
        while (vector < 0 && count > 1) {
            count /= 2;
            vector = vectors.take(count);
        }
        if (vector < 0) {
            return null;
        }
        for (int i = 0; i < count; i++) {
            resources.add(new CmResource.MessageInterrupt(i, vector + i));
        }
        return messages;
    }
}
