package dev.dreq.machine.pci;

import dev.dreq.machine.Grant;
import dev.dreq.machine.io.DeviceSlot;
import dev.dreq.machine.io.Enclosure;
import dev.dreq.machine.io.Window;
import dev.dreq.machine.memory.DeviceBanks;
import dev.dreq.machine.memory.MemoryBank;
import dev.dreq.machine.time.DeviceClock;
import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.pci.PciFunction;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.time.Clock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The slot of one function: its configuration space, and what it connected to the bus. */
public final class FunctionSlot implements PciSlot, DeviceSlot, ConfigFunction {

    private static final int BARS = 6;

    private final Enclosure device;
    private final int slot;
    private final PciBus bus;
    private final PciBus.Backplane backplane;
    private final ConfigSpace config;
    private final List<BaseAddress> bars = new ArrayList<>();
    private final RegisterAccess access = new RegisterAccess();
    private final AddressSpace master;
    private final FunctionInterrupt interrupt;
    private final DeviceClock clock;
    private long guestErrors;

    FunctionSlot(
            Enclosure device,
            int slot,
            PciFunction function,
            PciBus bus,
            PciBus.Backplane backplane) {
        this.device = device;
        this.slot = slot;
        this.bus = bus;
        this.backplane = backplane;
        config = Header.of(function);
        function.bars()
                .forEach(
                        bar ->
                                bars.add(
                                        new BaseAddress(
                                                bar,
                                                slot * BARS + bar.index(),
                                                window(bar.index(), bar.size(), Unanswered.ONES))));
        master =
                new FunctionMaster(
                        device, config, backplane.masters().apply(device::name), backplane.trace());
        interrupt =
                new FunctionInterrupt(
                        device,
                        slot,
                        function.interruptPin(),
                        config,
                        bus.router(),
                        new InterruptMessages(backplane.interrupts(), master),
                        backplane.trace());
        clock = new DeviceClock(device, backplane.sequencer());
        device.onCut(this::disconnect);
    }

    private Window window(int bar, long size, IoHandler handler) {
        return new Window("bar" + bar, 0, size, handler, device, backplane.trace());
    }

    private BaseAddress bar(int index) {
        return bars.stream()
                .filter(bar -> bar.bar().index() == index)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s did not ask for base address register %d; it has %s"
                                                .formatted(name(), index, grants())));
    }

    private BaseAddress unconnected(int index) {
        BaseAddress bar = bar(index);
        if (bar.connected()) {
            throw new IllegalStateException(
                    "%s maps base address register %d twice".formatted(name(), index));
        }
        return bar;
    }

    @Override
    public void map(int index, IoHandler handler) {
        BaseAddress bar = unconnected(index);
        bar.connect(window(index, bar.bar().size(), access.around("bar" + index, handler)));
        backplane.decoder().refresh(List.of(bar));
    }

    @Override
    public ByteBuffer mapMemory(int index) {
        BaseAddress bar = unconnected(index);
        long size = bar.bar().size();
        if (bar.isPorts() || size > DeviceBanks.MAX_SIZE) {
            throw new IllegalArgumentException(
                    "%s cannot have memory behind %s; it takes a window of memory of at most 1 GiB"
                            .formatted(name(), bar.bar()));
        }
        MemoryBank bank = backplane.banks().give(bankName(index), size);
        if (!device.isCutOff()) {
            bar.connect(bank);
            backplane.decoder().refresh(List.of(bar));
        }
        return bank.buffer().slice(0, (int) size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String bankName(int bar) {
        return "%s/bar%d".formatted(name(), bar);
    }

    @Override
    public InterruptLine interrupt() {
        return interrupt;
    }

    @Override
    public AddressSpace busMaster() {
        return master;
    }

    @Override
    public void targetAbort() {
        if (access.abort()) {
            access.tell(backplane.trace(), name());
            Header.status(config, Header.STATUS_SIGNALED_TARGET_ABORT, true);
            bus.targetAborted();
        }
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void guestError(String what) {
        guestErrors++;
        backplane.trace().guestError(name(), what);
    }

    @Override
    public boolean isPresent() {
        return !device.isUnplugged();
    }

    @Override
    public ConfigSpace config() {
        return config;
    }

    @Override
    public void configured() {
        backplane.decoder().decode(bars, config);
        interrupt.update();
    }

    FunctionInterrupt interruptSource() {
        return interrupt;
    }

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public Enclosure enclosure() {
        return device;
    }

    @Override
    public List<Grant> grants() {
        List<Grant> grants = new ArrayList<>();
        grants.add(new Grant.Slot("slot", slot));
        bars.forEach(
                bar ->
                        grants.add(
                                new Grant.Bar(
                                        "bar" + bar.bar().index(), bar.bar(), bar.address())));
        return List.copyOf(grants);
    }

    @Override
    public List<Window> windows() {
        return List.of();
    }

    @Override
    public SortedMap<Integer, List<Register>> barRegisters() {
        SortedMap<Integer, List<Register>> registers = new TreeMap<>();
        bars.forEach(bar -> registers.put(bar.bar().index(), bar.registers()));
        return registers;
    }

    @Override
    public DeviceClock timers() {
        return clock;
    }

    @Override
    public long guestErrors() {
        return guestErrors;
    }

    @Override
    public void restoreGuestErrors(long count) {
        guestErrors = count;
    }

    /**
     * The function is gone: its windows read ones, its interrupt falls, its timers are dropped. Its
     * configuration space goes on answering unless it is unplugged, so that software can see what
     * there was and move or switch off the windows.
     */
    @Override
    public void disconnect() {
        bars.forEach(BaseAddress::detach);
        backplane.decoder().refresh(bars);
        bars.forEach(bar -> backplane.banks().drop(bankName(bar.bar().index())));
        interrupt.restore(false);
        clock.cancelAll();
    }

    @Override
    public void leave() {
        bars.forEach(bar -> bar.moveTo(BaseAddress.NOWHERE));
        backplane.decoder().refresh(bars);
        bus.vacate(slot, this);
    }
}
