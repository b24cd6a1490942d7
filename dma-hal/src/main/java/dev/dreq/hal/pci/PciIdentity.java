package dev.dreq.hal.pci;

import java.util.List;

/**
 * What a function says it is.
 *
 * @param vendorId 16 bits
 * @param deviceId 16 bits
 * @param subsystemVendorId 16 bits; 0 for none
 * @param subsystemId 16 bits
 * @param classCode base class, subclass and programming interface, 24 bits
 * @param revision 8 bits
 * @param headerType layout of its configuration space, 0..7F: 0 for a device, 1 for a bridge to
 *     another PCI bus
 */
public record PciIdentity(
        int vendorId,
        int deviceId,
        int subsystemVendorId,
        int subsystemId,
        int classCode,
        int revision,
        int headerType) {

    private static final int BASE_CLASS_BRIDGE = 0x06;

    static PciIdentity read(ConfigurationSpace space) {
        int ids = space.read32(ConfigurationSpace.VENDOR_ID);
        int classes = space.read32(ConfigurationSpace.REVISION_ID);
        int headerType = space.read8(ConfigurationSpace.HEADER_TYPE) & 0x7F;
        int subsystem = headerType == 0 ? space.read32(ConfigurationSpace.SUBSYSTEM_VENDOR_ID) : 0;
        return new PciIdentity(
                ids & 0xFFFF,
                ids >>> 16,
                subsystem & 0xFFFF,
                subsystem >>> 16,
                classes >>> 8,
                classes & 0xFF,
                headerType);
    }

    /** Whether its windows are ours to place: those of bridges are the chipset's. */
    boolean isPlaceable() {
        return headerType == 0 && classCode >>> 16 != BASE_CLASS_BRIDGE;
    }

    /**
     * The hardware ids and then the compatible ids of a PCI device, the most special first, such as
     * {@code PCI\VEN_1234&DEV_1111&SUBSYS_11001AF4&REV_02} to {@code PCI\CC_0380}.
     */
    public List<String> hardwareIds() {
        String device = "PCI\\VEN_%04X&DEV_%04X".formatted(vendorId, deviceId);
        String subsystem = "&SUBSYS_%04X%04X".formatted(subsystemId, subsystemVendorId);
        String rev = "&REV_%02X".formatted(revision);
        String interfaceClass = "%06X".formatted(classCode);
        String deviceClass = "%04X".formatted(classCode >>> 8);
        return List.of(
                device + subsystem + rev,
                device + subsystem,
                device + "&CC_" + interfaceClass,
                device + "&CC_" + deviceClass,
                device + rev,
                device,
                "PCI\\VEN_%04X&CC_%s".formatted(vendorId, interfaceClass),
                "PCI\\VEN_%04X&CC_%s".formatted(vendorId, deviceClass),
                "PCI\\VEN_%04X".formatted(vendorId),
                "PCI\\CC_" + interfaceClass,
                "PCI\\CC_" + deviceClass);
    }

    /** Vendor and device as people write them, such as {@code 1234:1111}. */
    @Override
    public String toString() {
        return "%04x:%04x".formatted(vendorId, deviceId);
    }
}
