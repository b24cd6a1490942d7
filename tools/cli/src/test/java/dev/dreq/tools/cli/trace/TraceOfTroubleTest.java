package dev.dreq.tools.cli.trace;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.DmaWidth;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.pci.PciDevice;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.hal.verifier.VerifierStop;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.Device;
import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.plugin.pci.PciFunction;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.tools.cli.Dreq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the table and the timeline show of rules that are broken, and of functions that go. */
class TraceOfTroubleTest {
    private static final String MESSAGE = ".*PutDmaAdapter.*common buffer.*";

    @TempDir Path folder;

    /** Gives its adapter back and keeps a common buffer of it. */
    private static NtStatus leak(Kernel kernel, DriverObject driver) {
        DeviceDescription description =
                DeviceDescription.zeroed()
                        .version(2)
                        .interfaceType(InterfaceType.Isa)
                        .dmaChannel(1)
                        .dmaWidth(DmaWidth.Width8Bits)
                        .maximumLength(0x1000)
                        .build();
        DmaAdapter adapter = kernel.io().getDmaAdapter(null, description, kernel.mm().newUlong(0));
        assertNotNull(adapter);
        adapter.dmaOperations()
                .allocateCommonBuffer(adapter, 0x1000, kernel.dma().newPhysicalAddress(), false);
        adapter.dmaOperations().putDmaAdapter(adapter);
        return NtStatus.STATUS_SUCCESS;
    }

    private Path record(Runnable happening) throws IOException {
        Path file = folder.resolve("x.jfr");
        try (Recording recording = new Recording()) {
            for (EventKind kind : EventKind.values()) {
                recording.enable(kind.event());
            }
            recording.start();
            happening.run();
            recording.stop();
            recording.dump(file);
        }
        return file;
    }

    private static List<String> rows(Path file, Object... filter) {
        Object[] args = new Object[filter.length + 3];
        args[0] = "trace";
        args[1] = file;
        args[2] = "--virtual";
        System.arraycopy(filter, 0, args, 3, filter.length);
        Dreq trace = dreq(args);
        assertEquals(0, trace.status(), trace.err());
        return trace.out().lines().skip(1).toList();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> timeline(Path file) throws IOException {
        Path json = folder.resolve("x.json");
        assertEquals(0, dreq("trace", file, "--perfetto", json).status());
        return (List<Map<String, Object>>)
                JSON.std.mapFrom(Files.readString(json)).get("traceEvents");
    }

    /** The name of the track of an instant. */
    private static String track(List<Map<String, Object>> events, String instant) {
        Map<String, Object> event =
                events.stream()
                        .filter(one -> "i".equals(one.get("ph")))
                        .filter(one -> instant.equals(one.get("name")))
                        .findFirst()
                        .orElseThrow();
        return events.stream()
                .filter(one -> "thread_name".equals(one.get("name")))
                .filter(one -> event.get("pid").equals(one.get("pid")))
                .filter(one -> event.get("tid").equals(one.get("tid")))
                .map(one -> (String) ((Map<?, ?>) one.get("args")).get("name"))
                .findFirst()
                .orElseThrow();
    }

    private static void leakWith(VerifierMode mode) {
        try (Machine machine =
                        Machine.builder()
                                .catalog(PluginCatalog.ofClassPath())
                                .device("i8237", Map.of())
                                .build();
                Kernel kernel =
                        new Kernel(machine.cpu(), KernelOptions.defaults().withVerifier(mode))) {
            kernel.run("boot", () -> kernel.io().loadDriver("leaky", TraceOfTroubleTest::leak));
        }
    }

    @Test
    void aRuleThatADriverBreaksIsARowAndAnInstantWithItsName() throws IOException {
        Path file = record(() -> leakWith(VerifierMode.REPORT));
        List<String> rows = rows(file, "--kind", "violation");
        assertEquals(1, rows.size(), rows::toString);
        assertTrue(
                rows.get(0).matches(" *[0-9.,]+ +violation +leaky +0x07: " + MESSAGE + ".*"),
                rows.get(0));
        assertEquals(rows, rows(file, "--kind", "violation", "--driver", "leaky"));
        List<Map<String, Object>> events = timeline(file);
        assertEquals("leaky", track(events, "0x07"));
        String what =
                (String)
                        ((Map<?, ?>)
                                        events.stream()
                                                .filter(one -> "0x07".equals(one.get("name")))
                                                .findFirst()
                                                .orElseThrow()
                                                .get("args"))
                                .get("what");
        assertTrue(what.matches("0x07: " + MESSAGE + ".*"), what);
    }

    @Test
    void aRuleThatStopsTheKernelIsARowToo() throws IOException {
        Path file =
                record(() -> assertThrows(VerifierStop.class, () -> leakWith(VerifierMode.STOP)));
        List<String> rows = rows(file, "--kind", "violation");
        assertEquals(1, rows.size(), rows::toString);
        assertTrue(rows.get(0).contains(" leaky "), rows.get(0));
        assertTrue(rows.get(0).matches(".*" + MESSAGE + ".*"), rows.get(0));
    }

    /** A function whose one register aborts. */
    private static final class Picky implements PciDeviceProvider {
        @Override
        public String type() {
            return "picky";
        }

        @Override
        public String summary() {
            return "a function of a test";
        }

        @Override
        public PciFunction function(Settings settings) {
            return new PciFunction(
                    0x1234,
                    0x5678,
                    0xff0000,
                    0,
                    0,
                    0,
                    0,
                    0,
                    List.of(new PciBar(0, PciBar.Kind.MEMORY, 4096)));
        }

        @Override
        public Device create(Settings settings, PciSlot slot) {
            slot.map(
                    0,
                    RegisterBlock.of(
                            4096,
                            AccessSizes.ANY,
                            Register.named("CTRL", 8, 4).onWrite(value -> slot.targetAbort())));
            return new Device() {
                @Override
                public void reset() {}

                @Override
                public void save(StateWriter out) {}
            };
        }

        @Override
        public Device restore(Settings settings, PciSlot slot, StateReader state) {
            return create(settings, slot);
        }
    }

    private static void abortUnplugAndPlug() {
        DeviceProvider picky = new Picky();
        try (Machine machine =
                        Machine.builder()
                                .catalog(PluginCatalog.of(picky))
                                .device("picky", Map.of())
                                .build();
                Kernel kernel = new Kernel(machine.cpu(), KernelOptions.defaults())) {
            long window =
                    kernel.pci().enumerate().stream()
                            .filter(found -> found.matches("PCI\\VEN_1234&DEV_5678"))
                            .map(found -> start(kernel, found))
                            .findFirst()
                            .orElseThrow();
            machine.cpu().store32(window + 8, 1);
            machine.devices().get(0).unplug();
            machine.advance(1_000);
            machine.plug("picky", Map.of());
        }
    }

    private static long start(Kernel kernel, PciDevice found) {
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().startDevice(found.physicalDevice()));
        return found.resources().all(CmResource.Memory.class).get(0).start();
    }

    @Test
    void whatIsAbortedUnpluggedAndPluggedIsShown() throws IOException {
        Path file = record(TraceOfTroubleTest::abortUnplugAndPlug);
        List<String> rows =
                rows(
                        file,
                        "--device",
                        "picky0",
                        "--kind",
                        "target-abort",
                        "--kind",
                        "unplug",
                        "--kind",
                        "plug");
        assertEquals(
                List.of(
                        "target-abort picky0 write CTRL ends in a target abort",
                        "unplug picky0 unplugged: its wires fall, its windows float",
                        "plug picky0 plugged in"),
                rows.stream()
                        .map(row -> row.strip().replaceAll(" +", " ").split(" ", 2)[1])
                        .toList());
        List<Map<String, Object>> events = timeline(file);
        for (String name : List.of("target abort", "unplug", "plug")) {
            assertEquals("picky0", track(events, name));
        }
    }
}
