package dev.dreq.tools.drivers.faulty;

/** A device that moves bytes between memory and a memory of its own. */
interface Card {

    /**
     * Begins an operation; an interrupt ends it. At most the device's IRQL.
     *
     * @param logicalAddress of the bytes; a slave leaves that, and the length, to its channel
     * @param offset in the card's memory
     */
    void start(long logicalAddress, int length, int offset, boolean toMemory);

    /** Lowers the interrupt; false if it was not this card's. */
    boolean acknowledge();

    /** Stops whatever it does. */
    void stop();
}
