package dev.dreq.hal.dma;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.SystemDmaWiring;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The completion routine of a slave: terminal count, cancellation, errors. */
class SlaveCompletionTest {
    private static final int INPUT = 9;
    private static final NtStatus SUCCESS = NtStatus.STATUS_SUCCESS;

    private final Pc pc = Pc.upTo(0x400_0000);
    private final Rig rig =
            new Rig(
                    pc,
                    KernelOptions.defaults()
                            .withSystemDma(
                                    SystemDmaWiring.ofPc().withTerminalCountInterrupt(INPUT)),
                    0x40000,
                    32);
    private final DriverV3 bytes = driver(1);
    private final Mdl mdl = rig.buffer(0, 0x1000, 0x800L);
    private final Pulong length = rig.mm.newUlong(0x10);

    SlaveCompletionTest() {
        pc.terminalCountInput = INPUT;
    }

    private DriverV3 driver(int channel) {
        return new DriverV3(rig, DriverV3.slave(channel).maximumLength(0x2000));
    }

    /** Lets the processor look at the interrupt line. */
    private void interruptPoint() {
        rig.ke.lowerIrql(rig.ke.raiseIrql(Irql.HIGH_LEVEL));
    }

    private DriverV3 mapped(DriverV3 driver) {
        driver.take(1);
        assertEquals(SUCCESS, driver.mapWithCompletion(mdl, 0, length, false));
        return driver;
    }

    @Test
    void theRoutineRunsOnceAtTerminalCountAndNotBefore() {
        mapped(bytes);
        pc.device(1, new byte[8]);
        interruptPoint();
        assertEquals(List.of(), bytes.completions);
        pc.device(1, new byte[8]);
        assertEquals(List.of(), bytes.completions, "only at an interrupt point");
        interruptPoint();
        assertEquals(List.of(DmaCompletionStatus.DmaComplete), bytes.completions);
        interruptPoint();
        assertEquals(SUCCESS, bytes.flush(mdl, 0, 0x10, false));
        assertEquals(1, bytes.completions.size());
    }

    @Test
    void theLengthIsThereBeforeTheRoutineRuns() {
        Mdl longer = rig.buffer(0, 0x2000, 0x900L, 0x902L);
        bytes.take(1);
        length.set(0x2000);
        assertEquals(SUCCESS, bytes.mapWithCompletion(longer, 0, length, false));
        assertEquals(0x1000, length.get());
        assertEquals(List.of(), bytes.completions);
        pc.device(1, new byte[0x1000]);
        interruptPoint();
        assertEquals(List.of(DmaCompletionStatus.DmaComplete), bytes.completions);
    }

    @Test
    void aTerminalCountThatSomebodyElsesProgrammingReadIsNotLost() {
        DriverV3 other = driver(2);
        Rig.Slave old = rig.slave(Rig.on(3).maximumLength(0x1000)).take(1);
        mapped(bytes);
        mapped(other);
        pc.device(1, new byte[0x10]);
        pc.device(2, new byte[0x10]);
        old.map(mdl, mdl.startVa(), 0x10, false);
        assertEquals(List.of(DmaCompletionStatus.DmaComplete), bytes.completions);
        assertEquals(List.of(DmaCompletionStatus.DmaComplete), other.completions);
        pc.device(3, new byte[0x10]);
        interruptPoint();
        assertTrue(old.flush(mdl, mdl.startVa(), 0x10, false), "its own terminal count is kept");
    }

    @Test
    void bothControllersShareTheInterrupt() {
        DriverV3 words = driver(5);
        mapped(bytes);
        mapped(words);
        pc.device(5, new byte[0x10]);
        interruptPoint();
        assertEquals(List.of(DmaCompletionStatus.DmaComplete), words.completions);
        assertEquals(List.of(), bytes.completions);
        pc.device(1, new byte[0x10]);
        interruptPoint();
        assertEquals(List.of(DmaCompletionStatus.DmaComplete), bytes.completions);
        assertEquals(List.of(), rig.ke.reports(), "nothing was left up");
    }

    @Test
    void aChannelIsUsedAgainWithAnotherCompletion() {
        mapped(bytes);
        for (int i = 1; i <= 3; i++) {
            pc.device(1, new byte[0x10]);
            interruptPoint();
            assertEquals(i, bytes.completions.size());
            bytes.flush(mdl, 0, 0x10, false);
            assertEquals(SUCCESS, bytes.mapWithCompletion(mdl, 0, length, false));
        }
    }

    @Test
    void cancellationStopsTheTransferAndStillTells() {
        mapped(bytes);
        pc.device(1, new byte[] {1, 2, 3});
        assertEquals(SUCCESS, bytes.operations.cancelMappedTransfer(bytes.adapter, bytes.context));
        assertTrue(pc.masked(1));
        assertEquals(List.of(DmaCompletionStatus.DmaCancelled), bytes.completions);
        assertEquals(
                NtStatus.STATUS_CANCELLED,
                bytes.mapWithCompletion(mdl, 0, length, false),
                "nothing more is mapped by this request");
        assertEquals(SUCCESS, bytes.flush(mdl, 0, 0x10, false), "the flush is due");
        assertEquals(NtStatus.STATUS_CANCELLED, bytes.map(mdl, 0, length, false, null, 0));
        bytes.freeChannel();
        mapped(bytes);
    }

    @Test
    void ofACancelledBouncedTransferWhatMovedArrives() {
        Mdl high = rig.buffer(0, 0x1000, 0x2000L);
        bytes.take(1);
        assertEquals(SUCCESS, bytes.mapWithCompletion(high, 0, length, false));
        pc.device(1, new byte[] {1, 2, 3});
        bytes.operations.cancelMappedTransfer(bytes.adapter, bytes.context);
        assertEquals(SUCCESS, bytes.flush(high, 0, 0x10, false));
        byte[] contents = Master.contents(rig, high);
        assertArrayEquals(new byte[] {1, 2, 3, 0}, java.util.Arrays.copyOf(contents, 4));
    }

    @Test
    void aTransferThatIsOverWhenItIsCancelledIsComplete() {
        mapped(bytes);
        pc.device(1, new byte[0x10]);
        assertEquals(SUCCESS, bytes.operations.cancelMappedTransfer(bytes.adapter, bytes.context));
        assertEquals(List.of(DmaCompletionStatus.DmaComplete), bytes.completions);
    }

    @Test
    void cancellationBeforeAnythingIsMappedForbidsIt() {
        bytes.take(1);
        assertEquals(SUCCESS, bytes.operations.cancelMappedTransfer(bytes.adapter, bytes.context));
        assertEquals(NtStatus.STATUS_CANCELLED, bytes.mapWithCompletion(mdl, 0, length, false));
        assertEquals(List.of(), bytes.completions);
        bytes.freeChannel();
    }

    @Test
    void onlyTheRequestThatHoldsASlavesChannelIsCancelled() {
        DriverV3 master = new DriverV3(rig, DriverV3.pci(false, 32, 0x1000)).take(1);
        bytes.ready();
        NtStatus invalid = NtStatus.STATUS_INVALID_PARAMETER;
        assertEquals(
                invalid, master.operations.cancelMappedTransfer(master.adapter, master.context));
        assertEquals(invalid, bytes.operations.cancelMappedTransfer(bytes.adapter, bytes.context));
        mapped(bytes);
        DriverV3 other = driver(2).take(1);
        assertEquals(invalid, bytes.operations.cancelMappedTransfer(bytes.adapter, other.context));
        assertEquals(List.of(), bytes.completions);
    }

    @Test
    void aFlushBeforeTheEndCancels() {
        mapped(bytes);
        assertEquals(SUCCESS, bytes.flush(mdl, 0, 0x10, false));
        assertEquals(List.of(DmaCompletionStatus.DmaCancelled), bytes.completions);
    }

    @Test
    void aControllerThatHasGoneIsAnError() {
        mapped(bytes);
        pc.withoutController = true;
        assertEquals(SUCCESS, bytes.operations.cancelMappedTransfer(bytes.adapter, bytes.context));
        assertEquals(List.of(DmaCompletionStatus.DmaError), bytes.completions);
    }

    @Test
    void soIsACountThatContradictsTheTerminalCount() {
        mapped(bytes);
        pc.device(1, new byte[0x10]);
        // Somebody else writes to the channel's count.
        pc.out8(0x0C, 0);
        pc.out8(0x03, 0x12);
        pc.out8(0x03, 0x34);
        interruptPoint();
        assertEquals(List.of(DmaCompletionStatus.DmaError), bytes.completions);
    }

    @Test
    void nobodyIsCalledBehindPutDmaAdapter() {
        mapped(bytes);
        pc.device(1, new byte[0x10]);
        rig.atDispatch(
                () -> {
                    bytes.flush(mdl, 0, 0x10, false);
                    bytes.operations.freeAdapterChannel(bytes.adapter);
                    bytes.operations.putDmaAdapter(bytes.adapter);
                });
        assertEquals(List.of(), bytes.completions);
    }

    @Test
    void anInterruptThatSomebodyKeepsForHimselfRefusesTheAdapter() {
        Rig other =
                new Rig(
                        pc,
                        KernelOptions.defaults()
                                .withSystemDma(
                                        SystemDmaWiring.ofPc().withTerminalCountInterrupt(INPUT)));
        pc.terminalCountInput = -1;
        assertNotNull(
                other.ke.connectInterrupt(
                        INPUT,
                        InterruptMode.Latched,
                        false,
                        0,
                        null,
                        (interrupt, context) -> false,
                        null));
        assertNull(other.getDmaAdapter(DriverV3.slave(1).build(), other.mm.newUlong(0)));
        assertTrue(other.dma.refusal().orElseThrow().contains("input 9"));
        other.slave(Rig.on(1));
    }
}
