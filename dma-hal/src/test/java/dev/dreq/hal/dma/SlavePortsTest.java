package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.calls;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.dreq.hal.mm.Mdl;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.plugin.cpu.RamRange;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.InOrder;

/** The bytes that MapTransfer writes to the 8237's ports, and their order. */
class SlavePortsTest {
    private final CpuBus bus = mock(CpuBus.class);
    private Rig rig;

    @BeforeEach
    void makePc() {
        when(bus.ramRanges())
                .thenReturn(List.of(new RamRange(0, 0xA0000), new RamRange(0x100000, 0x3F00000)));
        rig = Rig.ofExamples(bus);
    }

    /**
     * Pairs of port and value are all port writes since the last {@code clearInvocations}, in this
     * order.
     */
    private void verifyWrites(int... portsAndValues) {
        InOrder order = inOrder(bus);
        for (int i = 0; i < portsAndValues.length; i += 2) {
            order.verify(bus, calls(1)).out8(portsAndValues[i], portsAndValues[i + 1]);
        }
        verify(bus, times(portsAndValues.length / 2)).out8(anyInt(), anyInt());
        clearInvocations(bus);
    }

    private void map(Rig.Slave slave, Mdl mdl, int length, boolean writeToDevice) {
        long va = rig.mm.getMdlVirtualAddress(mdl);
        slave.take(slave.registers);
        clearInvocations(bus);
        assertEquals(length, slave.map(mdl, va, length, writeToDevice));
    }

    private void finish(Rig.Slave slave, Mdl mdl, int length, boolean writeToDevice) {
        slave.flush(mdl, rig.mm.getMdlVirtualAddress(mdl), length, writeToDevice);
        slave.free();
    }

    @Test
    void startUpOpensTheCascadeAndNothingElse() {
        verifyWrites(0xD6, 0xC0, 0xD4, 0x00);
    }

    @Test
    @DisplayName("E3 a buffer across 64 KiB is bounced as a whole into registers at 50000")
    void e3() {
        Rig.Slave slave = rig.slave(Rig.on(2).maximumLength(0x4000));
        assertEquals(5, slave.registers);
        Mdl mdl = rig.buffer(0, 0x4000, 0x1EL, 0x1FL, 0x20L, 0x21L);
        map(slave, mdl, 0x4000, true);
        verify(bus).copy(0x50000, 0x1E000, 0x4000);
        verifyWrites(
                0x0A, 0x06, // mask
                0x0C, 0x00, // byte pointer
                0x0B, 0x4A, // single, read memory, channel 2
                0x04, 0x00, 0x04, 0x00, // address
                0x81, 0x05, // page
                0x05, 0xFF, 0x05, 0x3F, // count
                0x0A, 0x02); // unmask
    }

    @Test
    @DisplayName(
            "E3 with ScatterGather there is one register, and each page is an operation of its own, direct")
    void e3WithScatterGather() {
        Rig.Slave slave = rig.slave(Rig.on(2).maximumLength(0x4000).scatterGather(true));
        assertEquals(1, slave.registers);
        Mdl mdl = rig.buffer(0, 0x4000, 0x1EL, 0x1FL, 0x20L, 0x21L);
        long start = rig.mm.getMdlVirtualAddress(mdl);
        slave.take(1);
        int[] pages = {0x01, 0x01, 0x02, 0x02};
        int[] addresses = {0xE0, 0xF0, 0x00, 0x10};
        for (int i = 0; i < 4; i++) {
            clearInvocations(bus);
            assertEquals(0x1000, slave.map(mdl, start + 0x1000L * i, 0x1000, false));
            verify(bus, never()).copy(anyLong(), anyLong(), anyLong());
            verifyWrites(
                    0x0A,
                    0x06,
                    0x0C,
                    0x00,
                    0x0B,
                    0x46,
                    0x04,
                    0x00,
                    0x04,
                    addresses[i],
                    0x81,
                    pages[i],
                    0x05,
                    0xFF,
                    0x05,
                    0x0F,
                    0x0A,
                    0x02);
            slave.flush(mdl, start + 0x1000L * i, 0x1000, false);
        }
        slave.free();
    }

    @Test
    @DisplayName("E4 the same range bounces on an 8-bit channel and is direct on a 16-bit channel")
    void e4() {
        Mdl mdl = rig.buffer(0, 0x4000, 0x0EL, 0x0FL, 0x10L, 0x11L);
        Rig.Slave bytes = rig.slave(Rig.on(1).maximumLength(0x4000));
        map(bytes, mdl, 0x4000, true);
        verify(bus).copy(0x50000, 0x0E000, 0x4000);
        verifyWrites(
                0x0A, 0x05, 0x0C, 0x00, 0x0B, 0x49, 0x02, 0x00, 0x02, 0x00, 0x83, 0x05, 0x03, 0xFF,
                0x03, 0x3F, 0x0A, 0x01);
        finish(bytes, mdl, 0x4000, true);

        Rig.Slave words = rig.slave(Rig.on(5).maximumLength(0x4000));
        map(words, mdl, 0x4000, true);
        verify(bus, never()).copy(anyLong(), anyLong(), anyLong());
        verifyWrites(
                0xD4, 0x05, // mask
                0xD8, 0x00, // byte pointer
                0xD6, 0x49, // single, read memory, the second controller's channel 1
                0xC4, 0x00, 0xC4, 0x70, // address in words: 7000
                0x8B, 0x00, // page
                0xC6, 0xFF, 0xC6, 0x1F, // count in words: 1FFF
                0xD4, 0x01); // unmask
    }

    @Test
    @DisplayName("E4 across 128 KiB a 16-bit channel bounces too")
    void e4AcrossTheLargerWindow() {
        Mdl mdl = rig.buffer(0, 0x4000, 0x1EL, 0x1FL, 0x20L, 0x21L);
        Rig.Slave words = rig.slave(Rig.on(6).maximumLength(0x4000));
        map(words, mdl, 0x4000, true);
        verify(bus).copy(0x50000, 0x1E000, 0x4000);
        verifyWrites(
                0xD4, 0x06, 0xD8, 0x00, 0xD6, 0x4A, 0xC8, 0x00, 0xC8, 0x80, 0x89, 0x04, 0xCA, 0xFF,
                0xCA, 0x1F, 0xD4, 0x02);
    }

    @Test
    @DisplayName("E4 at 12340 the word address takes A16, and the page loses it")
    void e4AtAnOffset() {
        Mdl mdl = rig.buffer(0x340, 0x600, 0x12L);
        Rig.Slave bytes = rig.slave(Rig.on(3).maximumLength(0x600));
        map(bytes, mdl, 0x600, false);
        verifyWrites(
                0x0A, 0x07, 0x0C, 0x00, 0x0B, 0x47, 0x06, 0x40, 0x06, 0x23, 0x82, 0x01, 0x07, 0xFF,
                0x07, 0x05, 0x0A, 0x03);
        finish(bytes, mdl, 0x600, false);

        Rig.Slave words = rig.slave(Rig.on(7).maximumLength(0x600));
        map(words, mdl, 0x600, false);
        verifyWrites(
                0xD4, 0x07, 0xD8, 0x00, 0xD6, 0x47, 0xCC, 0xA0, 0xCC, 0x91, 0x8A, 0x00, 0xCE, 0xFF,
                0xCE, 0x02, 0xD4, 0x03);
    }

    @Test
    void theModeByteFollowsTheDescription() {
        Mdl mdl = rig.buffer(0, 0x1000, 0x12L);
        assertEquals(0x44, mode(Rig.on(0).maximumLength(0x1000), mdl, false));
        assertEquals(0x48, mode(Rig.on(0).maximumLength(0x1000), mdl, true));
        assertEquals(0x54, mode(Rig.on(0).maximumLength(0x1000).autoInitialize(true), mdl, false));
        assertEquals(0x04, mode(Rig.on(0).maximumLength(0x1000).demandMode(true), mdl, false));
        assertEquals(
                0x44,
                mode(Rig.on(0).version(1).maximumLength(0x1000).demandMode(true), mdl, false));
    }

    private int mode(DeviceDescription.Builder description, Mdl mdl, boolean writeToDevice) {
        Rig.Slave slave = rig.slave(description);
        map(slave, mdl, 0x1000, writeToDevice);
        ArgumentCaptor<Integer> value = ArgumentCaptor.forClass(Integer.class);
        verify(bus).out8(eq(0x0B), value.capture());
        finish(slave, mdl, 0x1000, writeToDevice);
        return value.getValue();
    }

    @Test
    void aFlushMasksTheChannelFirst() {
        Rig.Slave slave = rig.slave(Rig.on(2).maximumLength(0x1000));
        Mdl mdl = rig.buffer(0, 0x1000, 0x2000L);
        map(slave, mdl, 0x1000, false);
        clearInvocations(bus);
        slave.flush(mdl, rig.mm.getMdlVirtualAddress(mdl), 0x1000, false);
        InOrder order = inOrder(bus);
        order.verify(bus).out8(0x0A, 0x06);
        order.verify(bus).out8(0x0C, 0x00);
        order.verify(bus, times(4)).in8(0x05);
        order.verify(bus).in8(0x08);
    }
}
