package dev.dreq.machine.isa;

import dev.dreq.machine.Grant;
import dev.dreq.machine.Trace;
import dev.dreq.machine.io.DeviceSlot;
import dev.dreq.machine.io.Enclosure;
import dev.dreq.machine.io.PortSpace;
import dev.dreq.machine.io.Window;
import dev.dreq.machine.irq.InterruptInputs;
import dev.dreq.machine.irq.InterruptWire;
import dev.dreq.machine.time.DeviceClock;
import dev.dreq.machine.time.Sequencer;
import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.dma.DmaController;
import dev.dreq.plugin.dma.DmaSlave;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.isa.PortRange;
import dev.dreq.plugin.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The slot of one card: what it was granted, and what it connected to that. */
public final class CardSlot implements IsaSlot, DeviceSlot {

    /** What a slot connects to. */
    public record Backplane(
            Sequencer sequencer,
            PortSpace ports,
            InterruptInputs interrupts,
            DmaBus dma,
            Trace trace) {}

    private final Enclosure device;
    private final List<Grant> grants;
    private final Backplane backplane;
    private final DeviceClock clock;
    private final List<Window> windows = new ArrayList<>();
    private final List<String> connected = new ArrayList<>();
    private long guestErrors;

    CardSlot(Enclosure device, List<Grant> grants, Backplane backplane) {
        this.device = device;
        this.grants = grants;
        this.backplane = backplane;
        this.clock = new DeviceClock(device, backplane.sequencer());
        device.onCut(this::disconnect);
    }

    @Override
    public List<Grant> grants() {
        return grants;
    }

    @Override
    public List<Window> windows() {
        return List.copyOf(windows);
    }

    @Override
    public SortedMap<Integer, List<Register>> barRegisters() {
        return new TreeMap<>();
    }

    @Override
    public long guestErrors() {
        return guestErrors;
    }

    @Override
    public void restoreGuestErrors(long count) {
        guestErrors = count;
    }

    @Override
    public Enclosure enclosure() {
        return device;
    }

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public PortRange ports(String claim) {
        return granted(claim, Grant.Ports.class).range();
    }

    private <G extends Grant> G granted(String claim, Class<G> kind) {
        return grants.stream()
                .filter(grant -> grant.claim().equals(claim))
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s was not granted '%s'; it has %s"
                                                .formatted(name(), claim, grantedClaims())));
    }

    private String grantedClaims() {
        return grants.stream()
                .map(grant -> "%s as '%s'".formatted(grant, grant.claim()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private void connectOnce(String claim) {
        if (connected.contains(claim)) {
            throw new IllegalStateException("%s connects '%s' twice".formatted(name(), claim));
        }
        connected.add(claim);
    }

    @Override
    public void map(String claim, IoHandler handler) {
        PortRange range = ports(claim);
        connectOnce(claim);
        Window window =
                new Window(claim, range.base(), range.length(), handler, device, backplane.trace());
        windows.add(window);
        if (!device.isCutOff()) {
            backplane.ports().map(window);
        }
    }

    @Override
    public InterruptLine irq(String claim) {
        InterruptWire wire = backplane.interrupts().wire(granted(claim, Grant.Irq.class).line());
        wire.grantTo(name());
        return level -> {
            if (!device.isCutOff()) {
                wire.set(level);
            }
        };
    }

    @Override
    public DmaChannel dma(String claim, DmaSlave slave) {
        DreqWire wire = backplane.dma().wire(granted(claim, Grant.Dma.class).channel());
        connectOnce(claim);
        if (!device.isCutOff()) {
            wire.attach(slave, device);
        }
        return wire;
    }

    @Override
    public DmaBackplane provideDma(DmaController controller) {
        if (grants.stream().noneMatch(Grant.DmaControl.class::isInstance)) {
            throw new IllegalArgumentException(
                    "%s did not claim to be the DMA controller; it has %s"
                            .formatted(name(), grantedClaims()));
        }
        if (!device.isCutOff()) {
            backplane.dma().attach(controller, device);
        }
        return backplane.dma();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public DeviceClock timers() {
        return clock;
    }

    @Override
    public void guestError(String what) {
        guestErrors++;
        backplane.trace().guestError(name(), what);
    }

    @Override
    public void disconnect() {
        windows.forEach(backplane.ports()::unmap);
        clock.cancelAll();
        for (Grant grant : grants) {
            if (grant instanceof Grant.Irq irq) {
                backplane.interrupts().wire(irq.line()).set(false);
            } else if (grant instanceof Grant.Dma dma) {
                backplane.dma().wire(dma.channel()).detach();
            } else if (grant instanceof Grant.DmaControl) {
                backplane.dma().detachController();
            }
        }
    }
}
