package dev.dreq.hal.io;

/** A device that cannot be found by looking, such as an ISA card: somebody knows what it has. */
record ListedDevice(CmResourceList resources) implements BusDevice {

    @Override
    public InterfaceType interfaceType() {
        return resources.interfaceType();
    }
}
