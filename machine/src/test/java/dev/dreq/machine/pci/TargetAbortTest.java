package dev.dreq.machine.pci;

import static dev.dreq.machine.pci.ConfigCycles.MEMORY;
import static dev.dreq.machine.pci.ConfigCycles.STATUS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.machine.Machine;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciSlot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TargetAbortTest {

    private static final long HERE = 0xe000_0000L;

    private final List<PciSlot> slots = new ArrayList<>();
    private final List<Long> written = new ArrayList<>();

    /** Registers of 32 bits of which those at odd multiples of 4 abort. */
    private final IoHandler picky =
            new IoHandler() {
                @Override
                public long read(long offset, int size) {
                    abortAt(offset);
                    return 0x1234_5678;
                }

                @Override
                public void write(long offset, int size, long value) {
                    abortAt(offset);
                    written.add(offset);
                }

                private void abortAt(long offset) {
                    if ((offset & 4) != 0) {
                        slots.get(0).targetAbort();
                    }
                }

                @Override
                public AccessSizes accessSizes() {
                    return new AccessSizes(1, 8, 4);
                }
            };

    private final Machine machine =
            PciCard.machine(
                    new PciCard(
                            "card",
                            PciCard.function(new PciBar(0, PciBar.Kind.MEMORY, 4096)),
                            slot -> {
                                slots.add(slot);
                                slot.map(0, picky);
                            }));
    private final CpuBus bus = machine.bus();
    private final ConfigCycles config = new ConfigCycles(bus);

    @BeforeEach
    void place() {
        config.bar(2, 0, HERE);
        config.command(2, MEMORY);
    }

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void anAbortedReadGivesOnesAndBothEndsKeepIt() {
        assertEquals(-1, bus.load32(HERE + 4));
        assertEquals(0xff, bus.load8(HERE + 4));
        assertEquals(0x0810, config.read16(2, STATUS), "signaled");
        assertEquals(0x1000, config.read16(0, STATUS), "received by the host bridge");
        config.write16(2, STATUS, 0x0800);
        config.write16(0, STATUS, 0x1000);
        assertEquals(0x10, config.read16(2, STATUS));
        assertEquals(0, config.read16(0, STATUS));
    }

    @Test
    void theNextAccessIsAnAccessAgain() {
        bus.load32(HERE + 4);
        assertEquals(0x1234_5678, bus.load32(HERE));
        bus.store32(HERE + 4, 0);
        assertEquals(0x1234_5678, bus.load32(HERE));
    }

    @Test
    void ofAWideAccessEachPieceIsAnAccessOfItsOwn() {
        assertEquals(0xffff_ffff_1234_5678L, bus.load64(HERE));
        bus.store64(HERE, 0);
        assertEquals(0x0810, config.read16(2, STATUS));
    }

    @Test
    void outsideOfAnAccessThereIsNothingToAbort() {
        slots.get(0).targetAbort();
        assertEquals(0x10, config.read16(2, STATUS));
        assertEquals(0x1234_5678, bus.load32(HERE));
    }
}
