package dev.dreq.devices.fdc;

import dev.dreq.devices.doubles.FakeTime;
import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.dma.DmaController;
import dev.dreq.plugin.dma.DmaSlave;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.isa.PortRange;
import dev.dreq.plugin.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A slot with one DMA channel that a test programs directly. */
final class FakeSlot implements IsaSlot {

    private final Map<String, IoHandler> windows = new LinkedHashMap<>();

    final FakeTime time = new FakeTime();

    /** What INT did, oldest first. */
    final List<Boolean> interrupts = new ArrayList<>();

    boolean irq;
    boolean dreq;
    DmaSlave slave = burst -> 0;
    int guestErrors;

    @Override
    public String name() {
        return "fdc0";
    }

    @Override
    public PortRange ports(String claim) {
        return claim.equals(FdcProvider.PORTS) ? new PortRange(0x3f0, 6) : new PortRange(0x3f7, 1);
    }

    @Override
    public void map(String claim, IoHandler handler) {
        windows.put(claim, handler);
    }

    @Override
    public InterruptLine irq(String claim) {
        return level -> {
            irq = level;
            interrupts.add(level);
        };
    }

    @Override
    public DmaChannel dma(String claim, DmaSlave end) {
        slave = end;
        return level -> dreq = level;
    }

    @Override
    public DmaBackplane provideDma(DmaController controller) {
        throw new IllegalArgumentException("the floppy controller is no DMA controller");
    }

    @Override
    public Clock clock() {
        return time;
    }

    @Override
    public void guestError(String what) {
        guestErrors++;
    }

    int in(int port) {
        IoHandler window = window(port);
        return (int) window.read(port == 0x3f7 ? 0 : port - 0x3f0, 1) & 0xff;
    }

    void out(int port, int value) {
        window(port).write(port == 0x3f7 ? 0 : port - 0x3f0, 1, value & 0xff);
    }

    private IoHandler window(int port) {
        return windows.get(port == 0x3f7 ? FdcProvider.DIR_PORT : FdcProvider.PORTS);
    }

    /** Takes over the wires and the time of another slot, as a machine restores them. */
    void restoreFrom(FakeSlot other) {
        irq = other.irq;
        dreq = other.dreq;
        time.restoreFrom(other.time);
    }
}
