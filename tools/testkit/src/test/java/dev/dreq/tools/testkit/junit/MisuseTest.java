package dev.dreq.tools.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverEntry;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.tools.testkit.bus.RecordingBus;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong about a test is said, along with what to do instead. */
class MisuseTest {
    @TempDir Path output;

    static class BadMemory {
        @Test
        @OnMachine(memory = "32 megs")
        void test() {}

        static final String SAYS =
                "@OnMachine of test: memory = \"32 megs\" is not possible; it takes a number of bytes with an optional K, M, G or T";
    }

    static class LittleMemory {
        @Test
        @OnMachine(memory = "64K")
        void test() {}

        static final String SAYS =
                "@OnMachine of test: 65536 bytes of memory are not possible; it takes 1M..1T in steps of 4K";
    }

    @OnMachine(devices = "fdd")
    static class BadDevice {
        @Test
        void test() {}

        static final String SAYS = "@OnMachine of BadDevice: ";
    }

    @OnMachine(devices = "display,sg")
    static class BadSetting {
        @Test
        void test() {}

        static final String SAYS =
                "@OnMachine of BadSetting: device \"display,sg\": 'sg' is not of the form PROP=VALUE";
    }

    @OnMachine(devices = "display,sg=on,sg=off")
    static class SettingTwice {
        @Test
        void test() {}

        static final String SAYS =
                "@OnMachine of SettingTwice: device \"display,sg=on,sg=off\": sg is given twice";
    }

    @OnMachine(devices = "")
    static class NoType {
        @Test
        void test() {}

        static final String SAYS =
                "@OnMachine of NoType: device \"\" begins with no type; give TYPE[,PROP=VALUE]...";
    }

    @OnMachine(plugins = "no such folder")
    static class NoPlugins {
        @Test
        void test() {}

        static final String SAYS =
                "@OnMachine of NoPlugins: plugins = \"no such folder\" is no folder (";
    }

    @OnMachine(memory = "2M", bufferAbove = "16M")
    static class BuffersBeyondMemory {
        @Test
        void test() {}

        static final String SAYS =
                "@OnMachine of BuffersBeyondMemory: bufferAbove = \"16M\" is not possible; RAM ends at 2M";
    }

    @OnMachine(mapRegisters = -1)
    static class NegativeRegisters {
        @Test
        void test() {}

        static final String SAYS =
                "@OnMachine of NegativeRegisters: map register limit -1: give 0 for none, or a positive number";
    }

    @ExtendWith(MachineExtension.class)
    static class NoAnnotation {
        @Test
        void test() {}

        static final String SAYS = "there is no machine for ";
    }

    @OnMachine
    static class BeforeAllTests {
        @BeforeAll
        static void prepare(Machine machine) {
            fail();
        }

        @Test
        void test() {}

        static final String SAYS =
                "a machine lives for one test; take Machine in @BeforeEach, @AfterEach or the test";
    }

    @OnMachine(devices = {"fdc", "display"})
    static class WhichDevice {
        @Test
        void test(DeviceNode device) {
            fail();
        }

        static final String SAYS =
                "which device? Say so with @DeviceName; the machine has fdc0, display0";
    }

    @OnMachine(devices = {"display", "display"})
    static class UnclearDevice {
        @Test
        void test(@DeviceName("display") DeviceNode device) {
            fail();
        }

        static final String SAYS =
                "\"display\" names no one device of the machine; there is display0, display1";
    }

    @OnMachine(devices = "display")
    static class NoDriver {
        @Test
        void test(@DeviceName("display0") DeviceObject device) {
            fail();
        }

        static final String SAYS =
                "no driver is named for display0; write a method with @Drives(\"display0\") that returns its DriverEntry";
    }

    @OnMachine(devices = "display")
    static class DriverThatIsNone {
        @Drives("display")
        String driver() {
            return "";
        }

        @Test
        void test(DeviceObject device) {
            fail();
        }

        static final String SAYS =
                "@Drives method DriverThatIsNone.driver must take nothing and return a DriverEntry";
    }

    @OnMachine(devices = "display")
    static class TwoDrivers {
        @Drives("display")
        DriverEntry one() {
            return (kernel, driver) -> NtStatus.STATUS_SUCCESS;
        }

        @Drives("display0")
        DriverEntry two() {
            return one();
        }

        @Test
        void test(DeviceObject device) {
            fail();
        }

        static final String SAYS = "both give a driver of display0; a device has one";
    }

    @OnMachine(devices = "display")
    static class DriverThatFails {
        @Drives("display")
        DriverEntry sulking() {
            return (kernel, driver) -> NtStatus.STATUS_UNSUCCESSFUL;
        }

        @Test
        void test(DeviceObject device) {
            fail();
        }

        static final String SAYS = "driver sulking cannot be loaded for display0: ";
    }

    @OnMachine(devices = "display")
    static class DriverInConstructor {
        DriverInConstructor(DeviceObject device) {
            fail();
        }

        @Test
        void test() {}

        static final String SAYS = "a constructor can take no driver";
    }

    @OnMachine
    static class LateBus {
        @BeforeEach
        void boot(Kernel kernel) {}

        @Test
        void test(RecordingBus bus) {
            fail();
        }

        static final String SAYS = "the kernel is on the bus already, without a RecordingBus";
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                BadMemory.class,
                LittleMemory.class,
                BadDevice.class,
                BadSetting.class,
                SettingTwice.class,
                NoType.class,
                NoPlugins.class,
                BuffersBeyondMemory.class,
                NegativeRegisters.class,
                NoAnnotation.class,
                BeforeAllTests.class,
                WhichDevice.class,
                UnclearDevice.class,
                NoDriver.class,
                DriverThatIsNone.class,
                TwoDrivers.class,
                DriverThatFails.class,
                DriverInConstructor.class,
                LateBus.class
            })
    void aWrongUseIsExplained(Class<?> tests) throws ReflectiveOperationException {
        String says = (String) tests.getDeclaredField("SAYS").get(null);
        Outcome outcome = Outcome.of(tests, output);
        assertTrue(outcome.message().contains(says), outcome.message());
        assertEquals(0, outcome.passed().size());
    }
}
