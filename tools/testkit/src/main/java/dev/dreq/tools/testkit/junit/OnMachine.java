package dev.dreq.tools.testkit.junit;

import dev.dreq.hal.verifier.VerifierMode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a machine of its own, and closes it afterwards. On a method it replaces what the
 * class says.
 *
 * <p>A test, {@code @BeforeEach} and {@code @AfterEach} may take as parameters:
 *
 * <ul>
 *   <li>{@link dev.dreq.machine.Machine}: the hardware;
 *   <li>{@link dev.dreq.machine.DeviceNode}: a device of it, which {@link DeviceName} chooses;
 *   <li>{@link dev.dreq.hal.Kernel}: the kernel that runs on it. Methods that are called once there
 *       is one are threads of it, at PASSIVE_LEVEL;
 *   <li>{@link dev.dreq.hal.io.DriverObject}: a driver of a {@link Drives} method, loaded;
 *   <li>{@link dev.dreq.hal.io.DeviceObject}: the physical device under it, started. Requests that
 *       it is sent go to the top of its stack;
 *   <li>{@link dev.dreq.plugin.cpu.CpuBus}: the machine as the kernel sees it;
 *   <li>{@link dev.dreq.tools.testkit.bus.RecordingBus}, {@link
 *       dev.dreq.tools.testkit.bus.FaultyBus}: between the kernel and the machine. Take them where
 *       the first of all these is taken, or before.
 * </ul>
 *
 * <p>Drivers are unloaded after a test that passed, so that the verifier sees what they leave
 * behind; after a broken rule they are left as they are. A failed test leaves a folder of {@code
 * target/dreq} that has its name, whose files tell what happened; the configuration parameter
 * {@code dreq.output} names another place than {@code target/dreq}. The flight recorder is one for
 * a whole JVM: recordings of tests that run at the same time hold each other's events.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(MachineExtension.class)
@SuppressWarnings("exports") // as for MachineExtension
public @interface OnMachine {

    /** Bytes of RAM, 1M to 1T in steps of 4K, such as {@code 64M}. */
    String memory() default "64M";

    /**
     * The devices, each as {@code dreq run --device} takes it: {@code TYPE[,PROP=VALUE]...}. A
     * comma within a value is written twice.
     */
    String[] devices() default {};

    /** Folders with plugins, beside those on the class path. */
    String[] plugins() default {};

    /** Decides how pages are scattered in physical memory. */
    long seed() default 0;

    /** The most map registers that an adapter is granted, 0 for no limit. */
    int mapRegisters() default 0;

    /** The lowest physical address of buffers, such as {@code 16M}. */
    String bufferAbove() default "0";

    /** Whether the processor and bus masters always see memory alike. */
    boolean coherent() default true;

    /** What is done about rules of the DMA contract that a driver breaks. */
    VerifierMode verify() default VerifierMode.STOP;
}
