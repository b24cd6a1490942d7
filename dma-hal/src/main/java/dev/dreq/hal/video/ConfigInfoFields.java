package dev.dreq.hal.video;

import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.ke.InterruptMode;
import java.util.Optional;

/** A VIDEO_PORT_CONFIG_INFO stored in Java fields. */
final class ConfigInfoFields implements VideoPortConfigInfo {
    private final long address;
    private final InterfaceType adapterInterfaceType;
    private final InterruptMode interruptMode;
    private final boolean interruptShareable;
    private final String driverRegistryPath;
    private int busInterruptLevel;
    private int busInterruptVector;
    private int hardwareStateSize;
    private long vdmPhysicalVideoMemoryAddress;
    private int vdmPhysicalVideoMemoryLength;

    ConfigInfoFields(long address, CmResourceList resources, String driverRegistryPath) {
        this.address = address;
        this.adapterInterfaceType = resources.interfaceType();
        this.driverRegistryPath = driverRegistryPath;
        Optional<CmResource.MessageInterrupt> message =
                resources.first(CmResource.MessageInterrupt.class);
        Optional<CmResource.Interrupt> line = resources.first(CmResource.Interrupt.class);
        this.interruptMode =
                message.isPresent()
                        ? InterruptMode.Latched
                        : line.map(CmResource.Interrupt::mode).orElse(InterruptMode.LevelSensitive);
        this.interruptShareable =
                message.isEmpty() && line.map(CmResource.Interrupt::shared).orElse(false);
        this.busInterruptVector =
                message.map(CmResource.MessageInterrupt::vector)
                        .or(() -> line.map(CmResource.Interrupt::input))
                        .orElse(0);
        this.busInterruptLevel = busInterruptVector;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public int length() {
        return LENGTH;
    }

    @Override
    public int systemIoBusNumber() {
        return 0;
    }

    @Override
    public InterfaceType adapterInterfaceType() {
        return adapterInterfaceType;
    }

    @Override
    public int busInterruptLevel() {
        return busInterruptLevel;
    }

    @Override
    public int busInterruptVector() {
        return busInterruptVector;
    }

    @Override
    public void setBusInterrupt(int level, int vector) {
        busInterruptLevel = level;
        busInterruptVector = vector;
    }

    @Override
    public InterruptMode interruptMode() {
        return interruptMode;
    }

    @Override
    public boolean interruptShareable() {
        return interruptShareable;
    }

    @Override
    public int hardwareStateSize() {
        return hardwareStateSize;
    }

    @Override
    public void setHardwareStateSize(int newHardwareStateSize) {
        hardwareStateSize = newHardwareStateSize;
    }

    @Override
    public long vdmPhysicalVideoMemoryAddress() {
        return vdmPhysicalVideoMemoryAddress;
    }

    @Override
    public int vdmPhysicalVideoMemoryLength() {
        return vdmPhysicalVideoMemoryLength;
    }

    @Override
    public void setVdmPhysicalVideoMemory(long newAddress, int length) {
        vdmPhysicalVideoMemoryAddress = newAddress;
        vdmPhysicalVideoMemoryLength = length;
    }

    @Override
    public String driverRegistryPath() {
        return driverRegistryPath;
    }
}
