package dev.dreq.tools.testkit.picture;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Placement;
import dev.dreq.hal.pci.PciDevice;
import dev.dreq.hal.verifier.VerifierMode;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.settings.Settings;
import dev.dreq.tools.drivers.StockDrivers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A machine with a display adapters, a kernel that runs on it, and the video miniport, started. */
final class MiniportPc implements AutoCloseable {
    private static final String DISPLAY = "PCI\\VEN_1234&DEV_1111";

    final Machine machine;
    final Kernel kernel;
    private final DriverObject driver;
    private final List<MiniportScreen> screens = new ArrayList<>();

    MiniportPc(
            int adapters,
            long memory,
            KernelOptions options,
            Map<String, String> adapter,
            Map<String, String> miniport) {
        Machine.Builder builder =
                Machine.builder().memory(memory).pci(true).catalog(PluginCatalog.ofClassPath());
        for (int i = 0; i < adapters; i++) {
            builder.device("display", adapter);
        }
        machine = builder.build();
        kernel = new Kernel(machine.cpu(), options.withVerifier(VerifierMode.STOP));
        var type = StockDrivers.named("display-miniport");
        driver =
                kernel.io()
                        .loadDriver(
                                type.name(),
                                type.create(Settings.parse(type.settings(), miniport)));
        kernel.pci().enumerate().stream()
                .filter(function -> function.matches(DISPLAY))
                .forEach(function -> screens.add(start(function)));
    }

    private MiniportScreen start(PciDevice function) {
        kernel.io().addDevice(driver, function.physicalDevice());
        require(kernel.io().startDevice(function.physicalDevice()));
        DeviceObject newest = driver.deviceObject();
        require(kernel.io().create(newest).status());
        return new MiniportScreen(
                this, newest, function.resources().all(CmResource.Memory.class).get(0).start());
    }

    MiniportScreen screen(int number) {
        return screens.get(number);
    }

    static void require(NtStatus status) {
        if (!status.isSuccess()) {
            throw new AssertionError(status);
        }
    }

    /** A user buffer at an offset in its page, in pages that are scattered. */
    long buffer(int length, int offset) {
        return kernel.mm().allocateVirtualMemory(length, Placement.scattered().atOffset(offset));
    }

    byte[] bytes(long va, int length) {
        byte[] bytes = new byte[length];
        kernel.mm().read(va, bytes, 0, length);
        return bytes;
    }

    /** Unloads the driver, and says what is left behind: empty when all is well. */
    List<String> unload() {
        kernel.io().unloadDriver(driver);
        List<String> left = new ArrayList<>(kernel.ke().reports());
        for (DeviceNode node : machine.devices()) {
            node.fault().ifPresent(fault -> left.add(node.name() + " is faulted: " + fault));
            if (node.guestErrors() != 0) {
                left.add("%s counts %d guest errors".formatted(node.name(), node.guestErrors()));
            }
        }
        if (kernel.io().allocatedMdls() != 0) {
            left.add(kernel.io().allocatedMdls() + " MDLs");
        }
        if (kernel.mm().lockedPageFrames() != 0) {
            left.add(kernel.mm().lockedPageFrames() + " locked pages");
        }
        return left;
    }

    @Override
    public void close() {
        kernel.close();
        machine.close();
    }
}
