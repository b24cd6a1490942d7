package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.dma.DmaController;
import dev.dreq.plugin.dma.DmaSlave;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.isa.IsaClaim;
import dev.dreq.plugin.isa.IsaDeviceProvider;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.isa.PortRange;
import dev.dreq.plugin.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A slot for an ISA card, with no machine around it. Each claim is granted its first choice. The
 * test reads and writes the ports, looks at the interrupt lines, and plays the DMA controller for a
 * slave, the slaves for a controller.
 */
public final class FakeIsaSlot extends FakeSlot implements IsaSlot {

    private final List<IsaClaim> claims;
    private final Map<String, FakeDmaChannel> channels = new LinkedHashMap<>();
    private final FakeDmaBackplane backplane;
    private @Nullable DmaController controller;

    /** A slot that grants these claims. */
    public FakeIsaSlot(String name, List<IsaClaim> claims) {
        this(name, claims, FakeMemory.upTo(16L << 20));
    }

    private FakeIsaSlot(String name, List<IsaClaim> claims, FakeMemory memory) {
        super(name);
        this.claims = List.copyOf(claims);
        backplane = new FakeDmaBackplane(clock(), memory);
    }

    /** A slot that grants what a provider's card asks for with these settings. */
    public static FakeIsaSlot forCard(IsaDeviceProvider provider, Settings settings) {
        return new FakeIsaSlot(provider.type() + "0", provider.claims(settings));
    }

    private <C extends IsaClaim> C granted(String claim, Class<C> kind) {
        return claims.stream()
                .filter(granted -> granted.name().equals(claim))
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(
                        () ->
                                new SlotMisuse(
                                        SlotMisuse.Of.GRANT,
                                        "%s was not granted '%s'; it has %s"
                                                .formatted(name(), claim, claims)));
    }

    @Override
    public PortRange ports(String claim) {
        return granted(claim, IsaClaim.Ports.class).choices().get(0);
    }

    @Override
    public void map(String claim, IoHandler handler) {
        mapWindow(claim, ports(claim).length(), handler);
    }

    /** The window of a claim of ports. */
    public FakeWindow window(String claim) {
        return windowNamed(claim);
    }

    /** Reads a byte port; FF where nothing is mapped. */
    public int in8(int port) {
        for (FakeWindow window : windows()) {
            PortRange range = ports(window.name());
            if (range.base() <= port && port <= range.last()) {
                return (int) window.read(port - range.base(), 1);
            }
        }
        return 0xff;
    }

    /** Writes a byte port; in vain where nothing is mapped. */
    public void out8(int port, int value) {
        for (FakeWindow window : windows()) {
            PortRange range = ports(window.name());
            if (range.base() <= port && port <= range.last()) {
                window.write(port - range.base(), 1, value);
                return;
            }
        }
    }

    @Override
    public FakeInterruptLine irq(String claim) {
        granted(claim, IsaClaim.Irq.class);
        return line(claim);
    }

    @Override
    public FakeDmaChannel dma(String claim, DmaSlave slave) {
        int number = granted(claim, IsaClaim.Dma.class).choices().get(0);
        FakeDmaChannel channel = new FakeDmaChannel(number, slave, clock());
        if (channels.putIfAbsent(claim, channel) != null) {
            throw new SlotMisuse(
                    SlotMisuse.Of.GRANT, "%s connects '%s' twice".formatted(name(), claim));
        }
        return channel;
    }

    /** The channel of a claim that the card has connected to. */
    public FakeDmaChannel channel(String claim) {
        FakeDmaChannel channel = channels.get(claim);
        if (channel == null) {
            throw new IllegalArgumentException(
                    "%s has not connected to a channel as '%s'".formatted(name(), claim));
        }
        return channel;
    }

    /** The channels that the card has connected to, by claim. */
    public Map<String, FakeDmaChannel> channels() {
        return new LinkedHashMap<>(channels);
    }

    @Override
    public FakeDmaBackplane provideDma(DmaController newController) {
        if (claims.stream().noneMatch(IsaClaim.DmaControl.class::isInstance)) {
            throw new SlotMisuse(
                    SlotMisuse.Of.GRANT,
                    "%s did not claim to be the DMA controller; it has %s"
                            .formatted(name(), claims));
        }
        controller = newController;
        backplane.attach(newController);
        return backplane;
    }

    /** Whether the card has announced itself as the DMA controller. */
    public boolean hasController() {
        return controller != null;
    }

    /** The bus as the card sees it that is the DMA controller. */
    public FakeDmaBackplane backplane() {
        return backplane;
    }

    @Override
    public FakeMemory memory() {
        return backplane.memory();
    }

    @Override
    public void drop() {
        super.drop();
        channels.values().forEach(FakeDmaChannel::drop);
        backplane.drop();
    }

    @Override
    public FakeIsaSlot copy() {
        return new FakeIsaSlot(name(), claims, memory().copy());
    }

    /** As above; the slaves of a controller are the test's to attach first. */
    @Override
    public void restoreWires(FakeSlot saved) {
        super.restoreWires(saved);
        FakeIsaSlot other = (FakeIsaSlot) saved;
        other.channels.forEach(
                (claim, theirs) -> {
                    FakeDmaChannel channel = channels.get(claim);
                    if (channel != null) {
                        channel.restore(theirs);
                    }
                });
        backplane.restore(other.backplane);
    }
}
