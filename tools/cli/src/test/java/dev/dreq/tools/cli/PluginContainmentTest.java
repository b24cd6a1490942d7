package dev.dreq.tools.cli;

import static dev.dreq.tools.cli.Dreq.dreq;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.machine.ConfigurationException;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.CpuBus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A third party's device throws, wherever the machine calls it: it is cut off, it is told which
 * device of which jar threw what, and the machine and its neighbours go on.
 */
class PluginContainmentTest {
    private static final int SLAVE = 0x310;
    private static final long MASTER = 0xe000_0000L;
    private static final int CONFIG_ADDRESS = 0xcf8;
    private static final int CONFIG_DATA = 0xcfc;
    private static final int MASTERS_SLOT = 2;

    @TempDir Path folder;
    private Path plugins;

    @BeforeEach
    void buildThePlugin() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        new PluginJars(folder.resolve("work"))
                .plugin(
                        "thrower",
                        plugins.resolve("thrower.jar"),
                        "acme.SlaveProvider\nacme.MasterProvider\n");
    }

    private PluginCatalog catalog() {
        return PluginCatalog.ofClassPath().withFolder(plugins);
    }

    /** A machine with a thrower between a DMA controller and a card that uses it. */
    private Machine machine(String thrower, String where) {
        Machine machine =
                Machine.builder()
                        .memory(1 << 20)
                        .catalog(catalog())
                        .device("i8237", Map.of())
                        .device(thrower, Map.of("where", where))
                        .device("loopback-slave", Map.of("dma", "3"))
                        .build();
        if (thrower.equals("throwing-master")) {
            configure(machine.bus(), 0x10, (int) MASTER);
            configure(machine.bus(), 0x04, 0x06); // memory, bus master
        }
        program(machine.bus(), 1, 0x02, 0x83);
        return machine;
    }

    private static void configure(CpuBus bus, int register, int value) {
        bus.out32(CONFIG_ADDRESS, 0x8000_0000 | MASTERS_SLOT << 11 | register);
        bus.out32(CONFIG_DATA, value);
    }

    /** A channel shall move 256 bytes to address 8000. */
    private static void program(CpuBus bus, int channel, int ports, int page) {
        int[][] writes = {
            {0xd6, 0xc0}, // cascade
            {0xd4, 0x00},
            {0x0a, 4 | channel},
            {0x0b, 0x44 | channel}, // single, to memory
            {0x0c, 0},
            {ports, 0x00},
            {ports, 0x80},
            {ports + 1, 0xff},
            {ports + 1, 0x00},
            {page, 0x00},
            {0x0a, channel}
        };
        for (int[] write : writes) {
            bus.out8(write[0], write[1]);
        }
    }

    /** The loop-back card gives its pattern to memory through channel 3. */
    private static void assertTheOthersGoOn(Machine machine) {
        CpuBus bus = machine.bus();
        program(bus, 3, 0x06, 0x82);
        bus.fill(0x8000, 256, 0xee);
        bus.out8(0x342, 0x40);
        bus.out8(0x340, 0x03);
        machine.advance(1_000_000_000);
        for (int i = 0; i < 256; i++) {
            assertEquals(0x40 + i & 0xff, bus.load8(0x8000 + i), "byte " + i);
        }
        assertOnlyTheThrowerFailed(machine);
    }

    private static void assertOnlyTheThrowerFailed(Machine machine) {
        for (DeviceNode node : machine.devices()) {
            assertEquals(node.name().startsWith("throwing"), node.fault().isPresent(), node.name());
        }
    }

    private static void assertNamed(Machine machine, String device, String where) {
        DeviceNode node = machine.device(device).orElseThrow();
        assertEquals(
                "java.lang.IllegalStateException: thrown in %s (device type %s, thrower.jar)"
                        .formatted(where.toUpperCase(Locale.ROOT), node.type().name()),
                node.faultReport().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "throwing-slave, read",
        "throwing-slave, write",
        "throwing-slave, slave",
        "throwing-slave, timer",
        "throwing-slave, reset",
        "throwing-slave, save",
        "throwing-master, read",
        "throwing-master, write",
        "throwing-master, timer",
        "throwing-master, completion",
        "throwing-master, reset",
        "throwing-master, save"
    })
    void aDeviceThatThrowsIsNamedAndCutOffAndTheMachineGoesOn(String type, String where)
            throws IOException {
        try (Machine machine = machine(type, where)) {
            CpuBus bus = machine.bus();
            boolean master = type.equals("throwing-master");
            if (where.equals("reset")) {
                machine.reset();
            } else if (where.equals("save")) {
                machine.save(new ByteArrayOutputStream());
            } else if (where.equals("read")) {
                assertEquals(0xff, master ? bus.load8(MASTER) : bus.in8(SLAVE));
            } else if (master) {
                bus.store32(MASTER, 1);
            } else {
                bus.out8(SLAVE, 1);
            }
            machine.advance(2_000_000_000);

            assertNamed(machine, type + "0", where);
            assertEquals(0xff, bus.in8(SLAVE), "its port floats");
            if (master && !where.equals("reset")) { // which leaves it without an address
                assertEquals(0xff, bus.load8(MASTER), "its register floats");
            }
            assertTheOthersGoOn(machine);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"throwing-slave", "throwing-master"})
    void oneThatThrowsWhenItIsMadeIsNamedAndThereIsNoMachine(String type) {
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> machine(type, "create"));
        assertEquals(
                "%s0: java.lang.IllegalStateException: thrown in CREATE (device type %s, thrower.jar)"
                        .formatted(type, type),
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"throwing-slave", "throwing-master"})
    void oneThatThrowsWhenItIsClosedIsNamedAndTheOthersAreClosed(String type) {
        Machine machine = machine(type, "close");
        machine.close();
        assertNamed(machine, type + "0", "close");
        assertOnlyTheThrowerFailed(machine);
    }

    @Test
    void whatAFaultedDeviceThrewIsKnownToTheMachineThatIsRestored() throws IOException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        try (Machine machine = machine("throwing-slave", "save")) {
            machine.save(saved);
        }
        try (Machine machine =
                Machine.restore(new ByteArrayInputStream(saved.toByteArray()), catalog())) {
            String told =
                    machine.device("throwing-slave0").orElseThrow().faultReport().orElseThrow();
            assertTrue(told.contains("thrown in SAVE"), told);
            assertTrue(told.endsWith("(device type throwing-slave, thrower.jar)"), told);
            assertTheOthersGoOn(machine);
        }
    }

    @Test
    void aRunWhoseJobsAreDoneReportsADeviceThatThrewMeanwhile() throws IOException {
        Dreq run = run("timer");
        assertEquals(0, run.status(), run.err());
        assertTrue(
                run.out()
                        .contains(
                                "FAILED and was cut off: java.lang.IllegalStateException: thrown in"
                                        + " TIMER (device type throwing-slave, thrower.jar)"),
                run.out());
    }

    @Test
    void aRunIsRefusedWithTheDeviceItsJarAndWhatItThrewWhenItWasMade() throws IOException {
        Dreq run = run("create");
        assertEquals(2, run.status());
        assertEquals(
                "dreq: throwing-slave0: java.lang.IllegalStateException: thrown in CREATE (device"
                        + " type throwing-slave, thrower.jar)\n",
                run.err());
    }

    @Test
    void aDeviceThatThrowsWhenARunClosesItIsToldOnStandardError() throws IOException {
        Dreq run = run("close");
        assertEquals(0, run.status(), run.err());
        assertEquals(
                "dreq: device throwing-slave0 failed when it was closed:"
                        + " java.lang.IllegalStateException: thrown in CLOSE (device type"
                        + " throwing-slave, thrower.jar)\n",
                run.err());
    }

    /** Reads a floppy beside a thrower. */
    private Dreq run(String where) throws IOException {
        Path a = Dreq.randomFile(folder.resolve("a.img"), 360, 1);
        return dreq(
                "run",
                "--plugin-path",
                plugins,
                "--device",
                "throwing-slave,where=" + where,
                "--floppy",
                a);
    }
}
