package dev.dreq.hal.dma;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.MainThread;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.plugin.cpu.DmaWatch;
import dev.dreq.plugin.dma.DmaDirection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kernel that verifies, a slave, a bus master and a buffer: what faults are made with. */
final class VerifierDesk {
    /** Up to what a fault's set-up has come: the call that breaks the rule, and the parameters. */
    record Fault(Runnable broken, List<Long> parameters) {}

    /** Prepares one fault. */
    @FunctionalInterface
    interface SetUp {
        Fault on(VerifierDesk desk);
    }

    /** A fault for a rule. */
    record Case(Rule rule, String name, SetUp setUp) {
        @Override
        public String toString() {
            return rule.label() + " " + name;
        }
    }

    /** Of buffers that devices write. */
    private static final int ALIGNMENT = 16;

    final Pc pc = Pc.upTo(0x400_0000);
    final Kernel kernel;
    final Rig rig;
    final Rig.Slave slave;
    final Master master;

    /** Of 0x3000 bytes in four pages. */
    final Mdl mdl;

    final long va;

    VerifierDesk(VerifierMode mode) {
        this(mode, false);
    }

    VerifierDesk(VerifierMode mode, boolean guards) {
        kernel =
                new Kernel(
                        pc,
                        KernelOptions.defaults()
                                .withVerifier(mode)
                                .withDmaAlignment(ALIGNMENT)
                                .withGuards(guards));
        rig = new Rig(kernel);
        slave = rig.slave(Rig.on(1).maximumLength(0x4000));
        master = new Master(rig, Master.pci(true, 32, 0x4000));
        mdl = rig.scattered(0x100, 0x3000, 0x100_0000);
        va = rig.mm.getMdlVirtualAddress(mdl);
    }

    static Fault fault(Runnable broken, Long... parameters) {
        return new Fault(broken, List.of(parameters));
    }

    /** KeFlushIoBuffers for both directions. */
    Mdl flushed(Mdl buffer) {
        kernel.ke().flushIoBuffers(buffer, true, true);
        kernel.ke().flushIoBuffers(buffer, false, true);
        return buffer;
    }

    /** The slave's channel with four registers, and the flushed buffer mapped. */
    void mapSlave(boolean writeToDevice) {
        flushed(mdl);
        slave.take(4).map(mdl, va, 0x3000, writeToDevice);
    }

    /** The master's registers, and the flushed buffer mapped; returns the first run. */
    Master.Run mapMaster(boolean writeToDevice) {
        flushed(mdl);
        return master.take(4).mapAll(mdl, va, 0x3000, writeToDevice).get(0);
    }

    /** The slave's AdapterControl routine is {@code body}. */
    void inSlavesControl(Runnable body) {
        control(
                (device, irp, base, context) -> {
                    body.run();
                    return IoAllocationAction.KeepObject;
                },
                null);
    }

    void control(DriverControl routine, @Nullable Object context) {
        rig.atDispatch(
                () ->
                        slave.operations.allocateAdapterChannel(
                                slave.adapter, slave.device, 1, routine, context));
    }

    void at(int irql, Runnable body) {
        int old = kernel.ke().raiseIrql(irql);
        try {
            body.run();
        } finally {
            kernel.ke().lowerIrql(old);
        }
    }

    void atDispatch(Runnable body) {
        at(Irql.DISPATCH_LEVEL, body);
    }

    /** Another master of the machine. */
    Master newMaster() {
        return new Master(rig, Master.pci(true, 32, 0x4000));
    }

    /** A device's access to memory, as the machine would ask. */
    boolean access(long address, long length, DmaDirection direction) {
        DmaWatch.Watcher watcher = pc.watcher;
        if (watcher == null) {
            throw new AssertionError("nobody watches devices");
        }
        return watcher.allows("device", address, length, direction);
    }

    MainThread<Boolean, RuntimeException> running(Fault fault) {
        return () -> {
            fault.broken().run();
            return true;
        };
    }

    static DeviceObject device(String name) {
        return Rig.device(name);
    }
}
