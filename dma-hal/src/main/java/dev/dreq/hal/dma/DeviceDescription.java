package dev.dreq.hal.dma;

import dev.dreq.hal.io.InterfaceType;

/**
 * DEVICE_DESCRIPTION: what a driver tells IoGetDmaAdapter about its device. ULONG members are
 * unsigned.
 *
 * @param version DEVICE_DESCRIPTION_VERSION, 0..3
 * @param master true for a bus master, false for a slave of the system DMA controller
 * @param scatterGather bus master: takes a list. Slave: can wait while the channel is programmed
 *     anew, so one map register is enough
 * @param demandMode slave, version 2: demand instead of single transfers
 * @param autoInitialize slave: the controller begins again at terminal count
 * @param dma32BitAddresses bus master before version 3: reaches 4 GiB
 * @param ignoreCount from version 1 on: the controller's count cannot be trusted
 * @param reserved1 false
 * @param dma64BitAddresses bus master before version 3: reaches everything
 * @param busNumber not used
 * @param dmaChannel slave: the channel, from the resource list
 * @param interfaceType the bus, or InterfaceTypeUndefined to ask the physical device object
 * @param dmaWidth slave: 8 bits on channels 0-3, 16 bits on channels 5-7
 * @param dmaSpeed slave before version 3: timing
 * @param maximumLength the largest operation in bytes
 * @param dmaPort not used
 * @param dmaAddressWidth bus master, version 3: address bits
 * @param dmaControllerInstance not used
 * @param dmaRequestLine slave, version 3: request line
 * @param deviceAddress slave, version 3: the device's data register
 */
public record DeviceDescription(
        int version,
        boolean master,
        boolean scatterGather,
        boolean demandMode,
        boolean autoInitialize,
        boolean dma32BitAddresses,
        boolean ignoreCount,
        boolean reserved1,
        boolean dma64BitAddresses,
        int busNumber,
        int dmaChannel,
        InterfaceType interfaceType,
        DmaWidth dmaWidth,
        DmaSpeed dmaSpeed,
        int maximumLength,
        int dmaPort,
        int dmaAddressWidth,
        int dmaControllerInstance,
        int dmaRequestLine,
        long deviceAddress) {

    /** DEVICE_DESCRIPTION_VERSION. */
    public static final int DEVICE_DESCRIPTION_VERSION = 0;

    /** DEVICE_DESCRIPTION_VERSION1: IgnoreCount counts. */
    public static final int DEVICE_DESCRIPTION_VERSION1 = 1;

    /** DEVICE_DESCRIPTION_VERSION2: DemandMode counts. */
    public static final int DEVICE_DESCRIPTION_VERSION2 = 2;

    /** DEVICE_DESCRIPTION_VERSION3: asks for the third version of the operations. */
    public static final int DEVICE_DESCRIPTION_VERSION3 = 3;

    /** A structure filled with zeros, to be filled in. */
    public static Builder zeroed() {
        return new Builder();
    }

    /** IgnoreCount as far as the version knows it. */
    boolean countIgnored() {
        return ignoreCount && version != DEVICE_DESCRIPTION_VERSION;
    }

    /** DemandMode as far as the version knows it. */
    boolean demands() {
        return demandMode && version == DEVICE_DESCRIPTION_VERSION2;
    }

    /** Fills in a description, member by member; what is not named stays zero. */
    public static final class Builder {
        private int version;
        private boolean master;
        private boolean scatterGather;
        private boolean demandMode;
        private boolean autoInitialize;
        private boolean dma32BitAddresses;
        private boolean ignoreCount;
        private boolean reserved1;
        private boolean dma64BitAddresses;
        private int busNumber;
        private int dmaChannel;
        private InterfaceType interfaceType = InterfaceType.Internal;
        private DmaWidth dmaWidth = DmaWidth.Width8Bits;
        private DmaSpeed dmaSpeed = DmaSpeed.Compatible;
        private int maximumLength;
        private int dmaPort;
        private int dmaAddressWidth;
        private int dmaControllerInstance;
        private int dmaRequestLine;
        private long deviceAddress;

        private Builder() {}

        /** Version. */
        public Builder version(int value) {
            version = value;
            return this;
        }

        /** Master. */
        public Builder master(boolean value) {
            master = value;
            return this;
        }

        /** ScatterGather. */
        public Builder scatterGather(boolean value) {
            scatterGather = value;
            return this;
        }

        /** DemandMode. */
        public Builder demandMode(boolean value) {
            demandMode = value;
            return this;
        }

        /** AutoInitialize. */
        public Builder autoInitialize(boolean value) {
            autoInitialize = value;
            return this;
        }

        /** Dma32BitAddresses. */
        public Builder dma32BitAddresses(boolean value) {
            dma32BitAddresses = value;
            return this;
        }

        /** IgnoreCount. */
        public Builder ignoreCount(boolean value) {
            ignoreCount = value;
            return this;
        }

        /** Reserved1. */
        public Builder reserved1(boolean value) {
            reserved1 = value;
            return this;
        }

        /** Dma64BitAddresses. */
        public Builder dma64BitAddresses(boolean value) {
            dma64BitAddresses = value;
            return this;
        }

        /** BusNumber. */
        public Builder busNumber(int value) {
            busNumber = value;
            return this;
        }

        /** DmaChannel. */
        public Builder dmaChannel(int value) {
            dmaChannel = value;
            return this;
        }

        /** InterfaceType. */
        public Builder interfaceType(InterfaceType value) {
            interfaceType = value;
            return this;
        }

        /** DmaWidth. */
        public Builder dmaWidth(DmaWidth value) {
            dmaWidth = value;
            return this;
        }

        /** DmaSpeed. */
        public Builder dmaSpeed(DmaSpeed value) {
            dmaSpeed = value;
            return this;
        }

        /** MaximumLength, in bytes. */
        public Builder maximumLength(int value) {
            maximumLength = value;
            return this;
        }

        /** DmaPort. */
        public Builder dmaPort(int value) {
            dmaPort = value;
            return this;
        }

        /** DmaAddressWidth, in bits. */
        public Builder dmaAddressWidth(int value) {
            dmaAddressWidth = value;
            return this;
        }

        /** DmaControllerInstance. */
        public Builder dmaControllerInstance(int value) {
            dmaControllerInstance = value;
            return this;
        }

        /** DmaRequestLine. */
        public Builder dmaRequestLine(int value) {
            dmaRequestLine = value;
            return this;
        }

        /** DeviceAddress. */
        public Builder deviceAddress(long value) {
            deviceAddress = value;
            return this;
        }

        /** The description. */
        public DeviceDescription build() {
            return new DeviceDescription(
                    version,
                    master,
                    scatterGather,
                    demandMode,
                    autoInitialize,
                    dma32BitAddresses,
                    ignoreCount,
                    reserved1,
                    dma64BitAddresses,
                    busNumber,
                    dmaChannel,
                    interfaceType,
                    dmaWidth,
                    dmaSpeed,
                    maximumLength,
                    dmaPort,
                    dmaAddressWidth,
                    dmaControllerInstance,
                    dmaRequestLine,
                    deviceAddress);
        }
    }
}
