package dev.dreq.tools.testkit.steps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Grant;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.isa.PortRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A read or a write of a disk by the floppy driver, in two operations: it crosses a cylinder. */
final class FloppySubject extends Subject {
    private static final int SECTOR = 512;
    private static final int FIRST = 34 * SECTOR;
    private static final int LENGTH = 4 * SECTOR;

    private final boolean write;
    private final byte[] image = random(2880 * SECTOR, 5);
    private final Path file;
    private @Nullable DeviceObject device;
    private final long buffer;

    FloppySubject(Path folder, boolean write, String start) {
        this(folder.resolve(start + write + ".img"), write, Map.of("start", start));
    }

    private FloppySubject(Path file, boolean write, Map<String, String> settings) {
        super(
                machine(file),
                KernelOptions.defaults().withVerifier(VerifierMode.STOP),
                "floppy",
                settings);
        this.write = write;
        this.file = file;
        this.buffer = buffer(LENGTH, 0x200);
        add();
    }

    @Override
    void add() {
        device = kernel.io().addDevice(driver, resources(node()));
    }

    private static Machine machine(Path file) {
        try {
            Files.write(file, random(2880 * SECTOR, 5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Machine.builder()
                .memory(16 << 20)
                .catalog(PluginCatalog.ofClassPath())
                .device("i8237", Map.of())
                .device("fdc", Map.of("drive-a", file.toString()))
                .build();
    }

    private static CmResourceList resources(DeviceNode node) {
        return CmResourceList.isa(
                node.grants().stream().map(FloppySubject::resource).toArray(CmResource[]::new));
    }

    private static CmResource resource(Grant grant) {
        if (grant instanceof Grant.Ports ports) {
            PortRange range = ports.range();
            return new CmResource.Port(range.base(), range.length());
        }
        if (grant instanceof Grant.Irq irq) {
            return new CmResource.Interrupt(irq.line(), InterruptMode.Latched, false);
        }
        return new CmResource.Dma(((Grant.Dma) grant).channel());
    }

    @Override
    DeviceObject device() {
        return Objects.requireNonNull(device);
    }

    @Override
    DeviceNode node() {
        return machine.device("fdc0").orElseThrow();
    }

    @Override
    void prepare() {}

    @Override
    void forget() {
        if (write) {
            byte[] next = random(LENGTH, machine.now());
            kernel.mm().write(buffer, next, 0, LENGTH);
            System.arraycopy(next, 0, image, FIRST, LENGTH);
        } else {
            kernel.mm().fill(buffer, LENGTH, 0);
        }
    }

    @Override
    Irp build(Kevent event, IoStatusBlock result) {
        return kernel.io()
                .buildSynchronousFsdRequest(
                        write ? IrpMajor.IRP_MJ_WRITE : IrpMajor.IRP_MJ_READ,
                        kernel.io().getAttachedDevice(device()),
                        buffer,
                        LENGTH,
                        FIRST,
                        event,
                        result);
    }

    @Override
    void assertMoved() {
        if (write) {
            try {
                assertArrayEquals(image, Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            assertArrayEquals(
                    Arrays.copyOfRange(image, FIRST, FIRST + LENGTH), bytes(buffer, LENGTH));
        }
    }
}
