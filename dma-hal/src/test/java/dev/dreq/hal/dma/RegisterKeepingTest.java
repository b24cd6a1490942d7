package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.mm.MdlCache;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.verifier.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The actions of AdapterControl on an adapter whose kind permits all of them. */
class RegisterKeepingTest {
    private final Pc pc = Pc.upTo(0x200_0000);
    private final Ke ke = new Ke(pc);
    private final MapRegisterPool pool = new MapRegisterPool(0x40000, 8, 0x9000);
    private final AdapterControl adapterControl = new AdapterControl(ke);
    private final DmaOperations operations =
            new HalDmaOperations(ke, mock(Mm.class), new MdlCache(pc), adapterControl, 2);
    private final AdapterKind kind = mock(AdapterKind.class);
    private final AdapterObject adapter = adapterOnItsOwnChannel();
    private final List<Long> bases = new ArrayList<>();

    @BeforeEach
    void permitAll() {
        when(kind.permits(any())).thenReturn(true);
        ke.raiseIrql(Irql.DISPATCH_LEVEL);
    }

    private AdapterObject adapterOnItsOwnChannel() {
        return new AdapterObject(
                0x100,
                operations,
                "test",
                8,
                kind,
                new AdapterChannel("test", 0x10000, pool, adapterControl),
                mock(CommonBuffers.class),
                new DmaCounters());
    }

    private void ask(String device, int registers, IoAllocationAction action) {
        DeviceObject object = Rig.device(device);
        operations.allocateAdapterChannel(
                adapter,
                object,
                registers,
                (deviceObject, irp, base, context) -> {
                    bases.add(base);
                    return action;
                },
                null);
    }

    @Test
    void deallocateObjectGivesBothBackAndServesTheNext() {
        ask("a", 8, IoAllocationAction.KeepObject);
        ask("b", 8, IoAllocationAction.DeallocateObject);
        ask("c", 8, IoAllocationAction.DeallocateObject);
        ask("d", 8, IoAllocationAction.KeepObject);
        assertEquals(1, bases.size());
        operations.freeAdapterChannel(adapter);
        assertEquals(4, bases.size());
        assertEquals(0, pool.free());
        operations.freeAdapterChannel(adapter);
        assertEquals(8, pool.free());
    }

    @Test
    void theLineGoesOnBehindOneThatWaitedForRegistersAndReleasedAll() {
        ask("a", 8, IoAllocationAction.DeallocateObjectKeepRegisters);
        ask("waits for registers", 8, IoAllocationAction.DeallocateObject);
        ask("waits for the channel", 2, IoAllocationAction.DeallocateObject);
        assertEquals(1, bases.size());
        operations.freeMapRegisters(adapter, 0x9000, 8);
        assertEquals(3, bases.size());
        assertEquals(8, pool.free());
    }

    @Test
    void keptRegistersOutliveTheChannel() {
        ask("a", 3, IoAllocationAction.DeallocateObjectKeepRegisters);
        ask("b", 5, IoAllocationAction.DeallocateObjectKeepRegisters);
        ask("c", 2, IoAllocationAction.KeepObject);
        assertEquals(List.of(0x9000L, 0x9030L), bases);
        operations.freeMapRegisters(adapter, 0x9000, 3);
        assertEquals(List.of(0x9000L, 0x9030L, 0x9000L), bases);
        operations.freeMapRegisters(adapter, 0x9030, 5);
        operations.freeAdapterChannel(adapter);
        assertEquals(8, pool.free());
    }

    @Test
    void keptRegistersAreReturnedWholeAndOnce() {
        ask("a", 3, IoAllocationAction.DeallocateObjectKeepRegisters);
        stops(Rule.WRONG_REGISTER_COUNT, 0x9000, 2);
        stops(Rule.MAP_REGISTERS_NOT_ALLOCATED, 0x9010, 3);
        BugCheck left = assertThrows(BugCheck.class, () -> operations.putDmaAdapter(adapter));
        assertEquals(Rule.MAP_REGISTERS_LEFT.code(), left.parameter(1));
        operations.freeMapRegisters(adapter, 0x9000, 3);
        stops(Rule.MAP_REGISTERS_NOT_ALLOCATED, 0x9000, 3);
        assertEquals(8, pool.free());
    }

    private void stops(Rule violation, long base, int count) {
        BugCheck stop =
                assertThrows(
                        BugCheck.class, () -> operations.freeMapRegisters(adapter, base, count));
        assertEquals(violation.code(), stop.parameter(1));
    }

    @Test
    void freeingInsideACallbackServesTheNextBehindIt() {
        AdapterObject other = adapterOnItsOwnChannel();
        List<String> order = new ArrayList<>();
        ask("a", 4, IoAllocationAction.DeallocateObjectKeepRegisters);
        ask("b", 4, IoAllocationAction.DeallocateObjectKeepRegisters);
        operations.allocateAdapterChannel(
                adapter,
                Rig.device("frees"),
                4,
                (deviceObject, irp, base, context) -> {
                    order.add("frees begins");
                    operations.freeMapRegisters(adapter, 0x9040, 4);
                    order.add("frees ends");
                    return IoAllocationAction.KeepObject;
                },
                null);
        operations.allocateAdapterChannel(
                other,
                Rig.device("waits"),
                4,
                (deviceObject, irp, base, context) -> {
                    order.add("waits");
                    return IoAllocationAction.DeallocateObject;
                },
                null);
        operations.freeMapRegisters(adapter, 0x9000, 4);
        assertEquals(List.of("frees begins", "frees ends", "waits"), order);
        assertEquals(4, pool.free());
    }
}
