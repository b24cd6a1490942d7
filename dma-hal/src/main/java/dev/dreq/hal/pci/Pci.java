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
    private final ConfigurationMechanism mechanism;
    private @Nullable List<PciDevice> functions;

    /** The bus of a machine, not looked at yet. */
    public Pci(CpuBus bus, Ke ke, Io io, KernelOptions options) {
        this.bus = bus;
        this.ke = ke;
        this.io = io;
        this.options = options;
        this.mechanism = new ConfigurationMechanism(bus);
    }

    /**
     * The functions on bus 0, by slot; none on a machine without PCI. The first call finds and
     * places them; afterwards none decodes memory or ports or masters the bus, except bridges,
     * until it is started. What is odd about a function is reported ({@link Ke#reports}). At
     * PASSIVE_LEVEL.
     */
    public List<PciDevice> enumerate() {
        ke.requireIrql(Irql.PASSIVE_LEVEL, "IRP_MN_QUERY_DEVICE_RELATIONS");
        List<PciDevice> known = functions;
        if (known == null) {
            known = List.copyOf(place(new BusScan(mechanism, ke).scan()));
            functions = known;
        }
        return known;
    }

    private List<PciDevice> place(List<FoundFunction> found) {
        List<CmResource> granted = io.grantedResources();
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
        InterruptRoutes routes = new InterruptRoutes(found, input -> isTaken(input, granted));
        MessageVectors vectors = new MessageVectors();
        List<PciDevice> placed = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            placed.add(place(found.get(i), i, plan, routes, vectors));
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

    private PciDevice place(
            FoundFunction found,
            int number,
            AddressPlan plan,
            InterruptRoutes routes,
            MessageVectors vectors) {
        Optional<String> refusal = found.trouble().or(() -> plan.refusal(number));
        List<CmResource> resources = new ArrayList<>();
        if (refusal.isEmpty()) {
            refusal = decode(found, number, plan, resources);
        }
        MessageCapability messages = null;
        if (refusal.isEmpty()) {
            int input = line(found, routes);
            messages = messages(found, vectors, resources);
            if (messages == null && input >= 0) {
                resources.add(new CmResource.Interrupt(input, InterruptMode.LevelSensitive, true));
            }
        } else {
            resources.clear();
            ke.report("%s is not used: %s".formatted(found, refusal.get()));
        }
        CmResourceList list = new CmResourceList(InterfaceType.PCIBus, resources);
        return new PciDevice(
                found.slot(),
                found.identity(),
                found.bars(),
                found.capabilities(),
                io.newPhysicalDevice(new FunctionDevice(found, list, refusal, messages)),
                list,
                refusal);
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
    private static int line(FoundFunction found, InterruptRoutes routes) {
        if (found.interruptPin() == 0) {
            return -1;
        }
        int input = routes.route(found.slot(), found.interruptPin());
        found.space().write8(ConfigurationSpace.INTERRUPT_LINE, input >= 0 ? input : NO_INPUT);
        return input;
    }

    private @Nullable MessageCapability messages(
            FoundFunction found, MessageVectors vectors, List<CmResource> resources) {
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
