package dev.dreq.tools.testkit.bus;

import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.plugin.pci.PciFunction;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.settings.Settings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A slot for a PCI function, with no machine around it: 16 MiB of memory, and Bus Master Enable
 * set. The test reads and writes the windows, looks at the interrupt and at what the function did
 * to memory, and breaks what it likes.
 */
public final class FakePciSlot extends FakeSlot implements PciSlot {

    private static final long MEMORY = 16L << 20;
    private static final String INTERRUPT = "interrupt";

    private final PciFunction function;
    private final FakeMemory memory;
    private final Map<Integer, ByteBuffer> banks = new TreeMap<>();
    private final Set<Integer> mapped = new TreeSet<>();
    private int targetAborts;

    /** A slot for a function. */
    public FakePciSlot(String name, PciFunction function, FakeMemory memory) {
        super(name);
        this.function = function;
        this.memory = memory;
    }

    /** A slot for what a provider makes with these settings, with 16 MiB of memory. */
    public static FakePciSlot forFunction(PciDeviceProvider provider, Settings settings) {
        return new FakePciSlot(
                provider.type() + "0", provider.function(settings), FakeMemory.upTo(MEMORY));
    }

    private PciBar bar(int index) {
        return function.bars().stream()
                .filter(bar -> bar.index() == index)
                .findFirst()
                .orElseThrow(
                        () ->
                                new SlotMisuse(
                                        SlotMisuse.Of.GRANT,
                                        "%s did not ask for base address register %d; it has %s"
                                                .formatted(name(), index, function.bars())));
    }

    @Override
    public void map(int bar, IoHandler handler) {
        long size = bar(bar).size();
        connectOnce(bar);
        mapWindow("bar" + bar, size, handler);
    }

    @Override
    public ByteBuffer mapMemory(int bar) {
        long size = bar(bar).size();
        connectOnce(bar);
        ByteBuffer bank = banks.get(bar);
        if (bank == null) {
            bank = ByteBuffer.allocateDirect((int) size);
            banks.put(bar, bank);
        }
        return bank.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void connectOnce(int bar) {
        if (!mapped.add(bar)) {
            throw new SlotMisuse(
                    SlotMisuse.Of.GRANT,
                    "%s maps base address register %d twice".formatted(name(), bar));
        }
    }

    /** The window of a base address register that the function decodes. */
    public FakeWindow window(int bar) {
        return windowNamed("bar" + bar);
    }

    /** Whether there is memory behind a base address register. */
    public boolean hasBank(int bar) {
        return banks.containsKey(bar);
    }

    /** The memory behind a base address register, as the guest sees it. */
    public ByteBuffer bank(int bar) {
        ByteBuffer bank = banks.get(bar);
        if (bank == null) {
            throw new IllegalArgumentException(
                    "%s has no memory behind base address register %d".formatted(name(), bar));
        }
        return bank.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether the function decodes a base address register, or has memory behind it. */
    public boolean isMapped(int bar) {
        return mapped.contains(bar);
    }

    @Override
    public FakeInterruptLine interrupt() {
        return line(INTERRUPT);
    }

    @Override
    public FakeMemory busMaster() {
        return memory;
    }

    @Override
    public FakeMemory memory() {
        return memory;
    }

    @Override
    public void targetAbort() {
        for (FakeWindow window : windows()) {
            targetAborts += window.abort() ? 1 : 0;
        }
    }

    /** How many accesses the function aborted. */
    public int targetAborts() {
        return targetAborts;
    }

    /** An empty slot with a copy of the memory and of what is behind base address registers. */
    @Override
    public FakePciSlot copy() {
        FakePciSlot copy = new FakePciSlot(name(), function, memory.copy());
        banks.forEach(
                (bar, bank) ->
                        copy.banks.put(
                                bar,
                                ByteBuffer.allocateDirect(bank.capacity())
                                        .put(0, bank, 0, bank.capacity())));
        return copy;
    }
}
