package dev.dreq.tools.drivers.floppy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.spy;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.dma.Dma;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.Io;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.tools.drivers.StartMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kernel's routines that the driver calls for one request: which, in what order, at what IRQL.
 */
class ProtocolTest {
    private static final Geometry HD = new Geometry(80, 2, 18, 0);
    private static final int CYLINDER = HD.cylinderBytes();

    private final FakePc pc = new FakePc();
    private final Kernel kernel =
            new Kernel(
                    pc,
                    KernelOptions.defaults()
                            .withVerifier(VerifierMode.STOP)
                            .withDmaMapRegisterLimit(3));
    private final List<String> calls = new ArrayList<>();
    private DeviceObject device;

    @BeforeEach
    void insertADisk() {
        pc.fdc.insert(FloppyRig.randomImage(HD, 1), HD);
    }

    private void note(String routine) {
        calls.add(routine + " at " + Irql.name(kernel.ke().getCurrentIrql()));
    }

    /**
     * Starts the driver on a kernel that notes what is called, with the medium known and the heads
     * on cylinder 1.
     */
    private void start(String start) {
        Kernel watched = watchedKernel();
        var entry = FloppyRig.entry(Map.of("start", start));
        var driver =
                kernel.io()
                        .loadDriver(
                                "floppy", (linked, object) -> entry.driverEntry(watched, object));
        device = kernel.io().addDevice(driver, FloppyRig.RESOURCES);
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().startDevice(device));
        assertEquals(NtStatus.STATUS_SUCCESS, transfer(false, 512, CYLINDER));
        calls.clear();
    }

    private Kernel watchedKernel() {
        Ke ke = spy(kernel.ke());
        doAnswer(
                        call -> {
                            boolean read = call.getArgument(1);
                            note("KeFlushIoBuffers(%s)".formatted(read ? "read" : "write"));
                            return call.callRealMethod();
                        })
                .when(ke)
                .flushIoBuffers(any(), anyBoolean(), anyBoolean());
        doAnswer(
                        call -> {
                            note("KeSynchronizeExecution");
                            return call.callRealMethod();
                        })
                .when(ke)
                .synchronizeExecution(any(), any(), any());
        Io io = spy(kernel.io());
        doAnswer(
                        call -> {
                            note("IoStartNextPacket");
                            return call.callRealMethod();
                        })
                .when(io)
                .startNextPacket(any(), anyBoolean());
        doAnswer(
                        call -> {
                            note("IoCompleteRequest");
                            return call.callRealMethod();
                        })
                .when(io)
                .completeRequest(any());
        doAnswer(
                        call -> {
                            note("IoRequestDpc");
                            return call.callRealMethod();
                        })
                .when(io)
                .requestDpc(any(), any(), any());
        Dma dma = spy(kernel.dma());
        doAnswer(call -> new WatchedAdapter((DmaAdapter) call.callRealMethod(), this::note))
                .when(dma)
                .getDmaAdapter(any(), any(), any(), any());
        Kernel watched = spy(kernel);
        doReturn(ke).when(watched).ke();
        doReturn(io).when(watched).io();
        doReturn(dma).when(watched).dma();
        return watched;
    }

    private NtStatus transfer(boolean write, int length, long byteOffset) {
        long va = kernel.mm().allocateVirtualMemory(length, Placement.scattered());
        return (write
                        ? kernel.io().write(device, va, length, byteOffset)
                        : kernel.io().read(device, va, length, byteOffset))
                .status();
    }

    private static List<String> at(String level, String... routines) {
        List<String> expected = new ArrayList<>();
        for (String routine : routines) {
            expected.add(
                    "%s at %s"
                            .formatted(
                                    routine, routine.equals("IoRequestDpc") ? "DIRQL 9" : level));
        }
        return expected;
    }

    @ParameterizedTest
    @EnumSource(
            value = StartMode.class,
            names = {"STARTIO", "READY"})
    void aReadIsPacketBasedSystemDma(StartMode mode) {
        start(FloppyDriverType.START.format(mode));
        assertEquals(NtStatus.STATUS_SUCCESS, transfer(false, CYLINDER, CYLINDER));
        assertEquals(
                at(
                        "DISPATCH_LEVEL",
                        "KeFlushIoBuffers(read)",
                        "AllocateAdapterChannel(3)",
                        "MapTransfer(0, 12288, false)",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "FlushAdapterBuffers(0, 12288, false)",
                        "MapTransfer(12288, 6144, false)",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "FlushAdapterBuffers(12288, 6144, false)",
                        "FreeAdapterChannel",
                        "IoStartNextPacket",
                        "IoCompleteRequest"),
                calls);
    }

    @Test
    void theDriversOwnQueueDiffersOnlyInWhoHandsOutIrps() {
        start("queue");
        assertEquals(NtStatus.STATUS_SUCCESS, transfer(true, 1024, CYLINDER));
        assertEquals(
                at(
                        "DISPATCH_LEVEL",
                        "KeFlushIoBuffers(write)",
                        "AllocateAdapterChannel(1)",
                        "MapTransfer(0, 1024, true)",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "FlushAdapterBuffers(0, 1024, true)",
                        "FreeAdapterChannel",
                        "IoCompleteRequest"),
                calls);
    }

    @Test
    void headsMoveAfterMapTransferWhenStartIoAsksForTheChannel() {
        start("startio");
        transfer(false, 512, 5L * CYLINDER);
        assertEquals(
                at(
                        "DISPATCH_LEVEL",
                        "KeFlushIoBuffers(read)",
                        "AllocateAdapterChannel(1)",
                        "MapTransfer(0, 512, false)",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "FlushAdapterBuffers(0, 512, false)",
                        "FreeAdapterChannel",
                        "IoStartNextPacket",
                        "IoCompleteRequest"),
                calls);
    }

    @Test
    void headsMoveBeforeTheChannelIsAskedForWhenTheReadyDeviceAsks() {
        start("ready");
        transfer(false, 512, 5L * CYLINDER);
        assertEquals(
                at(
                        "DISPATCH_LEVEL",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "KeFlushIoBuffers(read)",
                        "AllocateAdapterChannel(1)",
                        "MapTransfer(0, 512, false)",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "FlushAdapterBuffers(0, 512, false)",
                        "FreeAdapterChannel",
                        "IoStartNextPacket",
                        "IoCompleteRequest"),
                calls);
    }

    @Test
    void eachAttemptIsMappedAndFlushedUnderOneAllocation() {
        start("startio");
        pc.fdc.errors.addAll(Collections.nCopies(4, 0x20));
        assertEquals(NtStatus.STATUS_CRC_ERROR, transfer(false, 512, CYLINDER));
        assertEquals(4, count("MapTransfer"));
        assertEquals(4, count("FlushAdapterBuffers"));
        assertEquals(1, count("AllocateAdapterChannel"));
        assertEquals(1, count("FreeAdapterChannel"));
        assertEquals("FreeAdapterChannel at DISPATCH_LEVEL", calls.get(calls.size() - 3));
    }

    @Test
    void anOperationThatTimesOutIsFlushedAndTheChannelFreed() {
        start("startio");
        pc.fdc.hangs = 4;
        assertEquals(NtStatus.STATUS_IO_TIMEOUT, transfer(false, 512, CYLINDER));
        assertEquals(4, count("FlushAdapterBuffers"));
        assertEquals(1, count("FreeAdapterChannel"));
    }

    @Test
    void aRaggedWriteReadsItsSectorFirstUnderAnAllocationOfItsOwn() {
        start("startio");
        assertEquals(NtStatus.STATUS_SUCCESS, transfer(true, 10, CYLINDER + 100));
        assertEquals(
                List.of(
                        "KeFlushIoBuffers(read)",
                        "MapTransfer(0, 512, false)",
                        "KeFlushIoBuffers(write)",
                        "MapTransfer(0, 512, true)"),
                calls.stream()
                        .filter(
                                call ->
                                        call.startsWith("KeFlush")
                                                || call.startsWith("MapTransfer"))
                        .map(call -> call.replace(" at DISPATCH_LEVEL", ""))
                        .toList());
        assertEquals(2, count("AllocateAdapterChannel"));
        assertEquals(2, count("FreeAdapterChannel"));
    }

    @Test
    void aRequestThatCannotBeDoneTouchesNoDma() {
        start("startio");
        assertEquals(NtStatus.STATUS_NONEXISTENT_SECTOR, transfer(false, 512, HD.bytes()));
        assertEquals(at("DISPATCH_LEVEL", "IoStartNextPacket", "IoCompleteRequest"), calls);
    }

    private long count(String routine) {
        return calls.stream().filter(call -> call.startsWith(routine)).count();
    }
}
