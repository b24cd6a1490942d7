package dev.dreq.hal.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.ScriptedBus;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.Irql;
import dev.dreq.plugin.cpu.CpuBus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelTraceTest {
    private static final List<String> EVENTS =
            List.of(
                    "IrpDispatch",
                    "IrpCompletion",
                    "Interrupt",
                    "Dpc",
                    "DmaOperation",
                    "DmaMapping",
                    "MapRegisters",
                    "IrqlChange",
                    "RuleViolation");

    @TempDir Path folder;

    private List<RecordedEvent> record(Runnable body) throws IOException {
        Path file = folder.resolve("x.jfr");
        try (Recording recording = new Recording()) {
            EVENTS.forEach(name -> recording.enable("dreq." + name));
            recording.start();
            body.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dreq."))
                .sorted(Comparator.comparingLong(event -> event.getLong("sequence")))
                .toList();
    }

    private static DeviceObject device() {
        DriverObject driver = mock(DriverObject.class);
        when(driver.driverName()).thenReturn("\\Driver\\acme");
        DeviceObject device = mock(DeviceObject.class);
        when(device.driverObject()).thenReturn(driver);
        when(device.name()).thenReturn("\\Device\\Acme0");
        return device;
    }

    private static String name(RecordedEvent event) {
        return event.getEventType().getName();
    }

    @Test
    void aDpcIsOfTheDeviceThatMadeIt() throws IOException {
        try (Kernel kernel = new Kernel(ScriptedBus.pc(), KernelOptions.defaults())) {
            List<RecordedEvent> events =
                    record(
                            () ->
                                    kernel.<Object, RuntimeException>run(
                                            "test",
                                            () -> {
                                                KernelTrace trace = kernel.ke().trace();
                                                trace.enter(device());
                                                var dpc =
                                                        kernel.ke()
                                                                .initializeDpc(
                                                                        (d, c, a, b) ->
                                                                                trace.violation(
                                                                                        "0x99",
                                                                                        "odd"),
                                                                        null);
                                                trace.enter(null);
                                                kernel.ke().insertQueueDpc(dpc, null, null);
                                                return dpc;
                                            }));
            assertEquals(
                    List.of("dreq.IrqlChange", "dreq.Dpc", "dreq.RuleViolation", "dreq.IrqlChange"),
                    events.stream().map(KernelTraceTest::name).toList());
            assertEquals("\\Device\\Acme0", events.get(1).getString("device"));
            assertEquals("\\Driver\\acme", events.get(2).getString("driver"));
            assertEquals("0x99", events.get(2).getString("code"));
            assertEquals(0, events.get(3).getInt("to"));
        }
    }

    @Test
    void aBugCheckIsAViolationOfWhoeverWasAtWork() throws IOException {
        try (Kernel kernel = new Kernel(ScriptedBus.pc(), KernelOptions.defaults())) {
            List<RecordedEvent> events =
                    record(
                            () ->
                                    assertThrows(
                                            BugCheck.class,
                                            () ->
                                                    kernel.<Object, RuntimeException>run(
                                                            "test",
                                                            () -> {
                                                                kernel.ke().trace().enter(device());
                                                                kernel.ke()
                                                                        .requireIrql(
                                                                                Irql.DISPATCH_LEVEL,
                                                                                "This");
                                                                return "";
                                                            })));
            assertEquals(1, events.size());
            RecordedEvent violation = events.get(0);
            assertEquals("dreq.RuleViolation", name(violation));
            assertEquals("\\Driver\\acme", violation.getString("driver"));
            assertTrue(violation.getString("message").contains("call it at DISPATCH_LEVEL"));
            assertEquals(null, kernel.ke().trace().subject());
        }
    }

    @Test
    void nothingIsAskedOfTheMachineWhileNobodyRecords() {
        CpuBus bus = mock(CpuBus.class);
        KernelTrace trace = new KernelTrace(bus);
        DeviceObject device = mock(DeviceObject.class);
        trace.enter(device);
        assertEquals(null, trace.dpc());
        trace.operation("adapter", "MapTransfer", 2);
        trace.mapping("adapter", 0, 1, true);
        trace.mapRegisters("adapter", RegisterAction.RELEASED, 1, 0);
        trace.irql(0, 2);
        trace.violation("0x00", "odd");
        trace.end(null, "");
        verifyNoInteractions(bus, device);
    }
}
