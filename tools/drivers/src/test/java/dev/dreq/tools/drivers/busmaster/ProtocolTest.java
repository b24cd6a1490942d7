package dev.dreq.tools.drivers.busmaster;

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
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.Io;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.StockDrivers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernel's routines that the driver calls for one request: which, in what order, at what IRQL.
 */
class ProtocolTest {
    /** 20480 bytes in 6 pages, which are 3 ranges. */
    private static final Placement E8 =
            Placement.inFrames(0x300L, 0x301L, 0x302L, 0x500L, 0x400L, 0x401L).atOffset(0x234);

    private static final ScreenRectangle FORTY_LINES = new ScreenRectangle(0, 0, 128, 40);
    private static final int LENGTH = 0x5000;

    private static final CmResourceList RESOURCES =
            new CmResourceList(
                    InterfaceType.PCIBus,
                    List.of(
                            new CmResource.Memory(
                                    FakeDisplayPc.FRAME_BUFFER, FakeEngine.VIDEO_MEMORY),
                            new CmResource.Memory(FakeDisplayPc.REGISTERS, 0x1000),
                            new CmResource.Interrupt(
                                    FakeDisplayPc.IRQ, InterruptMode.LevelSensitive, true)));

    private final FakeDisplayPc pc = new FakeDisplayPc();
    private final List<String> calls = new ArrayList<>();
    private Kernel kernel;
    private DeviceObject device;

    private void note(String routine) {
        calls.add(routine + " at " + Irql.name(kernel.ke().getCurrentIrql()));
    }

    private NtStatus load(int mapRegisters, Map<String, String> settings) {
        kernel =
                new Kernel(
                        pc,
                        KernelOptions.defaults()
                                .withVerifier(VerifierMode.STOP)
                                .withDmaMapRegisterLimit(mapRegisters));
        Kernel watched = watchedKernel();
        var type = StockDrivers.named("busmaster");
        var entry = type.create(Settings.parse(type.settings(), settings));
        var driver =
                kernel.io()
                        .loadDriver(
                                "busmaster",
                                (linked, object) -> entry.driverEntry(watched, object));
        device = kernel.io().addDevice(driver, RESOURCES);
        return kernel.io().startDevice(device);
    }

    private void start(int mapRegisters, Map<String, String> settings) {
        assertEquals(NtStatus.STATUS_SUCCESS, load(mapRegisters, settings));
        byte[] mode = new ScreenMode(128, 64, 32).encode();
        assertEquals(
                NtStatus.STATUS_SUCCESS,
                control(BusMasterControlCode.IOCTL_BUSMASTER_SET_MODE, mode, 0, 0).status());
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
        doAnswer(call -> WatchedOperations.adapter((DmaAdapter) call.callRealMethod(), this::note))
                .when(dma)
                .getDmaAdapter(any(), any(), any(), any());
        Kernel watched = spy(kernel);
        doReturn(ke).when(watched).ke();
        doReturn(io).when(watched).io();
        doReturn(dma).when(watched).dma();
        return watched;
    }

    private IoStatusBlock control(int code, byte[] input, long outputVa, int outputLength) {
        long va = kernel.mm().allocateVirtualMemory(input.length, Placement.scattered());
        kernel.mm().write(va, input, 0, input.length);
        return kernel.io().deviceControl(device, code, va, input.length, outputVa, outputLength);
    }

    private IoStatusBlock transfer(boolean write) {
        long va = kernel.mm().allocateVirtualMemory(LENGTH, E8);
        IoStatusBlock result =
                control(
                        write
                                ? BusMasterControlCode.IOCTL_BUSMASTER_WRITE_RECTANGLE
                                : BusMasterControlCode.IOCTL_BUSMASTER_READ_RECTANGLE,
                        FORTY_LINES.encode(),
                        va,
                        LENGTH);
        kernel.mm().freeVirtualMemory(va);
        return result;
    }

    private static List<String> dispatchLevel(String... routines) {
        List<String> expected = new ArrayList<>();
        for (String routine : routines) {
            String level = routine.equals("IoRequestDpc") ? "DIRQL" : "DISPATCH_LEVEL";
            expected.add(routine + " at " + level);
        }
        return expected;
    }

    /** The calls, with all device IRQLs alike. */
    private List<String> calls() {
        return calls.stream().map(call -> call.replaceAll("DIRQL.*", "DIRQL")).toList();
    }

    @Test
    void withoutScatterGatherAnOperationHasOneMapTransfer() {
        start(0, Map.of("path", "single"));
        assertEquals(NtStatus.STATUS_SUCCESS, transfer(true).status());
        assertEquals(
                dispatchLevel(
                        "KeFlushIoBuffers(write)",
                        "AllocateAdapterChannel(6)",
                        "AdapterControl",
                        "MapTransfer(0, 20480, true)",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "return DeallocateObjectKeepRegisters",
                        "FlushAdapterBuffers(0, 20480, true)",
                        "FreeMapRegisters(6)",
                        "IoStartNextPacket",
                        "IoCompleteRequest"),
                calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sg", "ring"})
    void withScatterGatherMapTransferIsRepeatedAndTheFlushIsOne(String path) {
        start(0, Map.of("path", path));
        assertEquals(NtStatus.STATUS_SUCCESS, transfer(false).status());
        assertEquals(
                dispatchLevel(
                        "KeFlushIoBuffers(read)",
                        "AllocateAdapterChannel(6)",
                        "AdapterControl",
                        "MapTransfer(0, 20480, false)",
                        "MapTransfer(11724, 8756, false)",
                        "MapTransfer(15820, 4660, false)",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "return DeallocateObjectKeepRegisters",
                        "FlushAdapterBuffers(0, 20480, false)",
                        "FreeMapRegisters(6)",
                        "IoStartNextPacket",
                        "IoCompleteRequest"),
                calls());
    }

    @Test
    void whatRegistersDoNotReachIsAnotherOperationUnderTheSameAllocation() {
        start(4, Map.of("path", "sg"));
        assertEquals(LENGTH, transfer(true).information());
        assertEquals(
                dispatchLevel(
                        "KeFlushIoBuffers(write)",
                        "AllocateAdapterChannel(4)",
                        "AdapterControl",
                        "MapTransfer(0, 15820, true)",
                        "MapTransfer(11724, 4096, true)",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "return DeallocateObjectKeepRegisters",
                        "FlushAdapterBuffers(0, 15820, true)",
                        "MapTransfer(15820, 4660, true)",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "FlushAdapterBuffers(15820, 4660, true)",
                        "FreeMapRegisters(4)",
                        "IoStartNextPacket",
                        "IoCompleteRequest"),
                calls());
    }

    @Test
    void aKeptChannelIsFreedAsOne() {
        start(0, Map.of("path", "single", "keep", "on"));
        assertEquals(NtStatus.STATUS_SUCCESS, transfer(true).status());
        assertEquals(
                dispatchLevel(
                        "KeFlushIoBuffers(write)",
                        "AllocateAdapterChannel(6)",
                        "AdapterControl",
                        "MapTransfer(0, 20480, true)",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "return KeepObject",
                        "FlushAdapterBuffers(0, 20480, true)",
                        "FreeAdapterChannel",
                        "IoStartNextPacket",
                        "IoCompleteRequest"),
                calls());
    }

    @Test
    void aListIsGotAndPutForEachOperation() {
        start(4, Map.of("path", "sg-list"));
        assertEquals(NtStatus.STATUS_SUCCESS, transfer(false).status());
        assertEquals(
                dispatchLevel(
                        "KeFlushIoBuffers(read)",
                        "GetScatterGatherList(0, 15820, false)",
                        "AdapterListControl",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "return",
                        "PutScatterGatherList(2 elements, false)",
                        "GetScatterGatherList(15820, 4660, false)",
                        "AdapterListControl",
                        "KeSynchronizeExecution",
                        "IoRequestDpc",
                        "return",
                        "PutScatterGatherList(1 elements, false)",
                        "IoStartNextPacket",
                        "IoCompleteRequest"),
                calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "ready"})
    void whoeverStartsTheSequenceIsTheSame(String start) {
        start(0, Map.of("path", "single", "start", start));
        assertEquals(NtStatus.STATUS_SUCCESS, transfer(true).status());
        List<String> expected =
                new ArrayList<>(
                        dispatchLevel(
                                "KeFlushIoBuffers(write)",
                                "AllocateAdapterChannel(6)",
                                "AdapterControl",
                                "MapTransfer(0, 20480, true)",
                                "KeSynchronizeExecution",
                                "IoRequestDpc",
                                "return DeallocateObjectKeepRegisters",
                                "FlushAdapterBuffers(0, 20480, true)",
                                "FreeMapRegisters(6)",
                                "IoStartNextPacket",
                                "IoCompleteRequest"));
        if (start.equals("queue")) {
            expected.remove("IoStartNextPacket at DISPATCH_LEVEL");
        }
        assertEquals(expected, calls());
    }

    @ParameterizedTest
    @CsvSource({
        "1, STATUS_DEVICE_NOT_READY",
        "2, STATUS_DEVICE_DATA_ERROR",
        "3, STATUS_DEVICE_PROTOCOL_ERROR",
        "4, STATUS_DEVICE_PROTOCOL_ERROR",
        "5, STATUS_DEVICE_PROTOCOL_ERROR",
        "6, STATUS_ACCESS_DENIED",
        "7, STATUS_IO_DEVICE_ERROR"
    })
    void anErrorOfTheEngineEndsTheRequestAndUnwindsIt(int code, NtStatus status) {
        for (String path : List.of("single", "sg", "ring")) {
            start(0, Map.of("path", path));
            pc.engine.errors.add(code);
            assertEquals(status, transfer(true).status(), path);
            assertEquals(1, count("FlushAdapterBuffers"), path);
            assertEquals(1, count("FreeMapRegisters"), path);
            pc.engine.errors.clear();
            assertEquals(NtStatus.STATUS_SUCCESS, transfer(true).status(), path);
            kernel.io().stopDevice(device);
        }
    }

    @Test
    void anErrorInTheSecondOperationTellsWhatWasMoved() {
        start(4, Map.of("path", "sg-list"));
        pc.engine.errors.addAll(List.of(0, 2));
        IoStatusBlock result = transfer(true);
        assertEquals(NtStatus.STATUS_DEVICE_DATA_ERROR, result.status());
        assertEquals(15820, result.information());
        assertEquals(2, count("PutScatterGatherList"));
    }

    @Test
    void aMissingInterruptIsTimedOutFlushedAndFreed() {
        start(0, Map.of("path", "single", "timeout", "10"));
        pc.engine.silent = 1;
        assertEquals(NtStatus.STATUS_IO_TIMEOUT, transfer(true).status());
        assertEquals(1, count("FlushAdapterBuffers"));
        assertEquals(1, count("FreeMapRegisters"));
        assertEquals(NtStatus.STATUS_SUCCESS, transfer(true).status());
    }

    @Test
    void anEngineThatStaysBusyIsAbortedBeforeTheBufferIsFlushed() {
        start(0, Map.of("path", "sg", "timeout", "10"));
        pc.engine.stuck = 1;
        assertEquals(NtStatus.STATUS_IO_TIMEOUT, transfer(true).status());
        assertEquals(1, count("FreeMapRegisters"));
        assertEquals(NtStatus.STATUS_SUCCESS, transfer(true).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"startio", "ready"})
    void anAdapterThatIsGoneDoesNotKeepARequestForEver(String start) {
        start(0, Map.of("path", "sg", "timeout", "10", "start", start));
        pc.engine.gone = true;
        assertEquals(NtStatus.STATUS_NO_SUCH_DEVICE, transfer(true).status());
        assertEquals(1, count("FreeMapRegisters"));
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().stopDevice(device));
    }

    @Test
    void aStopPutsTheAdapter() {
        start(0, Map.of("path", "ring"));
        kernel.io().stopDevice(device);
        assertEquals(
                List.of("FreeCommonBuffer at PASSIVE_LEVEL", "PutDmaAdapter at PASSIVE_LEVEL"),
                calls);
    }

    @Test
    void anAdapterWithoutTheEngineIsNotSupported() {
        pc.engine.set(0x800, -1);
        assertEquals(NtStatus.STATUS_NOT_SUPPORTED, load(0, Map.of()));
    }

    @Test
    void anEngineWithoutARingIsNotSupportedOnThatPath() {
        pc.engine.set(0x804, 32);
        assertEquals(NtStatus.STATUS_NOT_SUPPORTED, load(0, Map.of("path", "ring")));
        assertEquals(List.of(), calls.stream().filter(call -> call.contains("Common")).toList());
    }

    private long count(String routine) {
        return calls.stream().filter(call -> call.startsWith(routine)).count();
    }
}
