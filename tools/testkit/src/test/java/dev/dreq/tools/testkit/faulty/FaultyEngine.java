package dev.dreq.tools.testkit.faulty;

import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.DeviceProvider;
import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.pci.PciDeviceProvider;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.settings.Settings;
import java.nio.ByteBuffer;

/** Display adapters whose engine goes astray when it reads memory. */
final class FaultyEngine {

    private FaultyEngine() {}

    /** The engine reads so many bytes from where it should. */
    static PluginCatalog reading(long astray) {
        return catalog(
                slot ->
                        StandIn.of(
                                AddressSpace.class,
                                slot.busMaster(),
                                "read",
                                arguments ->
                                        slot.busMaster()
                                                .read(
                                                        (long) arguments[0] + astray,
                                                        (ByteBuffer) arguments[1])));
    }

    /** The engine reads a byte more than it should. */
    static PluginCatalog readingOn() {
        return catalog(
                slot ->
                        StandIn.of(
                                AddressSpace.class,
                                slot.busMaster(),
                                "read",
                                arguments -> {
                                    long address = (long) arguments[0];
                                    ByteBuffer target = (ByteBuffer) arguments[1];
                                    ByteBuffer more = ByteBuffer.allocate(target.remaining() + 1);
                                    Object status = slot.busMaster().read(address, more);
                                    target.put(more.flip().limit(target.remaining()));
                                    return status;
                                }));
    }

    private interface Astray {
        AddressSpace busMaster(PciSlot slot);
    }

    private static PluginCatalog catalog(Astray astray) {
        PluginCatalog sound = PluginCatalog.ofClassPath();
        PciDeviceProvider display = (PciDeviceProvider) provider(sound, "display");
        PciDeviceProvider faulty =
                StandIn.of(
                        PciDeviceProvider.class,
                        display,
                        "create",
                        arguments -> {
                            PciSlot slot = (PciSlot) arguments[1];
                            return display.create(
                                    (Settings) arguments[0],
                                    StandIn.of(
                                            PciSlot.class,
                                            slot,
                                            "busMaster",
                                            none -> astray.busMaster(slot)));
                        });
        return PluginCatalog.of(faulty, provider(sound, "i8237"));
    }

    private static DeviceProvider provider(PluginCatalog catalog, String type) {
        return catalog.find(type).orElseThrow().provider();
    }
}
