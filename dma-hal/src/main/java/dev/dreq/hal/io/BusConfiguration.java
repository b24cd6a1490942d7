package dev.dreq.hal.io;

/** One device's configuration space (PCI_WHICHSPACE_CONFIG). At or below DISPATCH_LEVEL. */
public interface BusConfiguration {

    /**
     * GetBusData: reads {@code length} bytes from {@code offset} on into {@code buffer}.
     *
     * @return the bytes read: fewer than asked for where the space ends
     */
    int getBusData(byte[] buffer, int offset, int length);

    /**
     * SetBusData: writes the first {@code length} bytes of {@code buffer} from {@code offset} on.
     *
     * @return the bytes written: fewer than asked for where the space ends
     */
    int setBusData(byte[] buffer, int offset, int length);
}
