package dev.dreq.hal.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.mm.Pulong;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Timers, synchronized routines, events, the log; and several adapters at once. */
@Timeout(20)
class VideoServicesTest {
    private static final long FOUR_GIB = 1L << 32;

    private static void sleep(TestMiniport port, long milliseconds) {
        port.kernel.run(
                "test",
                () -> {
                    port.kernel.ke().delayExecutionThread(DueTime.milliseconds(milliseconds));
                    return "";
                });
    }

    @Test
    void hwVidTimerIsCalledEverySecondUntilItIsStopped() {
        try (TestMiniport port = new TestMiniport()) {
            port.timer = ext -> port.note("HwVidTimer");
            port.start();
            sleep(port, 5_000);
            assertEquals(List.of(), port.seen, "not before it is started");
            port.video.startTimer(port);
            sleep(port, 3_500);
            assertEquals(3, port.seen.size());
            assertEquals("HwVidTimer at DISPATCH_LEVEL", port.seen.get(2));
            port.video.stopTimer(port);
            sleep(port, 5_000);
            assertEquals(3, port.seen.size());
        }
    }

    @Test
    void hwVidTimerCannotStopItself() {
        try (TestMiniport port = new TestMiniport()) {
            port.timer = ext -> port.video.stopTimer(ext);
            port.start();
            port.video.startTimer(port);
            BugCheck stop = TestMiniport.stop(() -> sleep(port, 2_000));
            assertTrue(stop.getMessage().contains("HwVidTimer"), stop.getMessage());
        }
    }

    @Test
    void aMiniportWithoutHwVidTimerStartsNoTimer() {
        try (TestMiniport port = new TestMiniport().start()) {
            BugCheck stop = TestMiniport.stop(() -> port.video.startTimer(port));
            assertTrue(stop.getMessage().contains("no HwVidTimer"), stop.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource(VideoSynchronizePriority.class)
    void aSynchronizedRoutineRunsAtTheLevelOfItsPriority(VideoSynchronizePriority priority) {
        String dirql = Irql.name(Irql.ofInput(TestMiniport.IRQ, 24));
        for (boolean connected : new boolean[] {true, false}) {
            try (TestMiniport port = new TestMiniport()) {
                if (!connected) {
                    port.interrupt = null;
                }
                port.start();
                assertTrue(
                        port.video.synchronizeExecution(
                                port,
                                priority,
                                context -> {
                                    port.note("with " + context);
                                    return true;
                                },
                                "it"));
                boolean asIsr = connected && priority != VideoSynchronizePriority.VpLowPriority;
                assertEquals(
                        List.of("with it at " + (asIsr ? dirql : "DISPATCH_LEVEL")), port.seen);
                assertFalse(
                        port.video.synchronizeExecution(port, priority, context -> false, null));
            }
        }
    }

    @Test
    void aSynchronizedRoutineIsNotInterruptedByTheDevice() {
        try (TestMiniport port = new TestMiniport()) {
            port.interrupt =
                    ext -> {
                        port.bus.lower(TestMiniport.IRQ);
                        port.note("HwVidInterrupt");
                        return true;
                    };
            port.start();
            port.video.synchronizeExecution(
                    port,
                    VideoSynchronizePriority.VpHighPriority,
                    context -> {
                        port.bus.raise(TestMiniport.IRQ);
                        port.video.readPortUchar(TestMiniport.PORTS);
                        port.seen.add("the end of the routine");
                        return true;
                    },
                    null);
            assertEquals("the end of the routine", port.seen.get(0));
            assertTrue(port.seen.get(1).startsWith("HwVidInterrupt"));
        }
    }

    @Test
    void anEventIsWaitedForInHwVidStartIoWhileADpcSetsIt() {
        try (TestMiniport port = new TestMiniport()) {
            port.timer = ext -> port.video.setEvent(ext, port.event);
            port.startIo =
                    (ext, vrp) -> {
                        port.event =
                                port.video.createEvent(ext, EventType.SynchronizationEvent, false);
                        assertEquals(
                                VpStatus.WAIT_TIMEOUT,
                                port.video.waitForSingleObject(
                                        ext, port.event, DueTime.milliseconds(10)));
                        port.video.startTimer(ext);
                        VpStatus status =
                                port.video.waitForSingleObject(ext, port.event, DueTime.seconds(5));
                        port.video.stopTimer(ext);
                        vrp.statusBlock().setStatus(status);
                        return true;
                    };
            port.start();
            assertTrue(port.kernel.run("test", port::request).status().isSuccess());
        }
    }

    @Test
    void packetsAreWorkedOnOneAtATime() {
        try (TestMiniport port = new TestMiniport()) {
            port.startIo =
                    (ext, vrp) -> {
                        port.seen.add("begin");
                        Kevent never =
                                port.video.createEvent(ext, EventType.NotificationEvent, false);
                        port.video.waitForSingleObject(ext, never, DueTime.milliseconds(10));
                        port.seen.add("end");
                        vrp.statusBlock().setStatus(VpStatus.NO_ERROR);
                        return true;
                    };
            port.start();
            Kevent done =
                    port.kernel.ke().initializeEvent("both", EventType.SynchronizationEvent, false);
            port.kernel.run(
                    "test",
                    () -> {
                        port.kernel
                                .ke()
                                .queueSystemThread(
                                        "another",
                                        8,
                                        context -> {
                                            port.request();
                                            port.kernel.ke().setEvent(done);
                                        },
                                        null);
                        port.request();
                        port.kernel.ke().waitForSingleObject(done);
                        return "";
                    });
            assertEquals(List.of("begin", "end", "begin", "end"), port.seen);
        }
    }

    @Test
    void errorsAreLoggedAndTheLogIsBounded() {
        try (TestMiniport port = new TestMiniport().start()) {
            for (int i = 0; i < 2_000; i++) {
                port.video.logError(port, null, VpStatus.ERROR_IO_DEVICE, i);
            }
            assertEquals(1_000, port.video.errorLog().size());
            assertTrue(port.video.errorLog().get(255).contains("ERROR_IO_DEVICE, id 0xff"));
        }
    }

    @Test
    void aCommonBufferIsSeenByBothSidesAndGivenBackExactly() {
        try (TestMiniport port = new TestMiniport().start()) {
            PphysicalAddress logical = port.kernel.dma().newPhysicalAddress();
            long va =
                    port.video.allocateCommonBuffer(
                            port, port.adapter, 0x2000, logical, false, null);
            port.video.zeroMemory(va, 0x2000);
            port.bus.store32(logical.get() + 0x1FFC, 0x600D_F00D);
            byte[] last = new byte[1];
            port.kernel.mm().read(va + 0x1FFF, last, 0, 1);
            assertEquals(0x60, last[0]);
            TestMiniport.stop(
                    () ->
                            port.video.releaseCommonBuffer(
                                    port, port.adapter, 0x1000, logical.get(), va, false));
            TestMiniport.stop(() -> port.video.putDmaAdapter(port, port.adapter));
            port.video.releaseCommonBuffer(port, port.adapter, 0x2000, logical.get(), va, false);
            port.video.putDmaAdapter(port, port.adapter);
        }
    }

    @Test
    void anEngineThatIsDoneAtOnceIsCompletedInHwVidExecuteDma() {
        try (TestMiniport port = new TestMiniport().start()) {
            Mdl mdl =
                    port.video.lockBuffer(
                            port, port.buffer(0, 0x20000), 0x20000, VpLockOperation.VpReadAccess);
            Pulong length = port.ulong(0x20000);
            List<Integer> pieces = new ArrayList<>();
            HwVidExecuteDma[] again = new HwVidExecuteDma[1];
            again[0] =
                    (ext, adapter, list, context) -> {
                        int done = pieces.stream().mapToInt(Integer::intValue).sum();
                        pieces.add(length.get());
                        done += length.get();
                        port.video.completeDma(ext, adapter, list, true);
                        length.set(0x20000 - done);
                        if (done < 0x20000) {
                            port.video.startDma(
                                    ext, adapter, mdl, done, length, again[0], null, true);
                        }
                    };
            assertEquals(
                    VpStatus.NO_ERROR,
                    port.video.startDma(port, port.adapter, mdl, 0, length, again[0], null, true));
            assertEquals(List.of(0x8000, 0x8000, 0x8000, 0x8000), pieces);
            port.video.unlockBuffer(port, mdl);
        }
    }

    @Test
    void threeAdaptersQueueForScarceMapRegistersInTheOrderOfTheirCalls() {
        try (TestMiniport port =
                new TestMiniport(
                        ScriptedBus.upTo(FOUR_GIB + (16L << 20)),
                        KernelOptions.defaults().withDmaMapRegisterPool(9))) {
            port.description = new VpDeviceDescription(true, true, false, 0x8000);
            port.start();
            List<VpDmaAdapter> adapters = new ArrayList<>(List.of(port.adapter));
            adapters.add(port.video.getDmaAdapter(port, port.description));
            adapters.add(port.video.getDmaAdapter(port, port.description));
            long va =
                    port.kernel
                            .mm()
                            .allocateVirtualMemory(0x8000, Placement.scattered().above(FOUR_GIB));
            Mdl mdl = port.video.lockBuffer(port, va, 0x8000, VpLockOperation.VpReadAccess);
            List<VpScatterGatherList> lists = new ArrayList<>();
            for (VpDmaAdapter adapter : adapters) {
                Pulong length = port.ulong(0x8000);
                HwVidExecuteDma routine =
                        (ext, called, list, context) -> {
                            port.note("adapter " + adapters.indexOf(called));
                            lists.add(list);
                        };
                assertEquals(
                        VpStatus.NO_ERROR,
                        port.video.startDma(port, adapter, mdl, 0, length, routine, null, true));
                assertEquals(0x8000, length.get(), "written, though it may be queued");
            }
            assertEquals(List.of("adapter 0 at DISPATCH_LEVEL"), port.seen);
            port.video.completeDma(port, adapters.get(0), lists.get(0), true);
            assertEquals("adapter 1 at DISPATCH_LEVEL", port.seen.get(1));
            port.video.completeDma(port, adapters.get(1), lists.get(1), true);
            port.video.completeDma(port, adapters.get(2), lists.get(2), true);
            assertEquals(3, port.seen.size());
            port.video.unlockBuffer(port, mdl);
        }
    }
}
