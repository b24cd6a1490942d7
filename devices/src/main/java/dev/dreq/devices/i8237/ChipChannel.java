package dev.dreq.devices.i8237;

import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaDirection;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/**
 * One channel as the 8237A data sheet has it, its page register included. Counts are in transfers.
 */
final class ChipChannel {

    private static final int AUTOINITIALIZE = 0x10;
    private static final int ADDRESS_DECREMENT = 0x20;
    private static final int BLOCK = 2;
    private static final int CASCADE = 3;

    /** How long the bus takes for one transfer. */
    private static final long TRANSFER_NANOS = 1_000;

    private final int number;
    private final PageRegisters pages;
    private final ChipOffer offer;
    private int baseAddress;
    private int baseCount;
    private int address;
    private int count;
    private int mode;
    private boolean masked = true;
    private boolean softwareRequest;
    private boolean terminalCount;
    private boolean blockStarted;
    private boolean paused;

    /**
     * @param number 0..7
     */
    ChipChannel(int number, DmaBackplane backplane, PageRegisters pages) {
        this.number = number;
        this.pages = pages;
        this.offer = new ChipOffer(backplane, number, words() ? 2 : 1);
    }

    private boolean words() {
        return number >= 4;
    }

    /** Loads one byte of base and current address. */
    void loadAddress(boolean high, int value) {
        baseAddress = FlipFlop.withByte(baseAddress, high, value);
        address = FlipFlop.withByte(address, high, value);
    }

    /** Loads one byte of base and current count. */
    void loadCount(boolean high, int value) {
        baseCount = FlipFlop.withByte(baseCount, high, value);
        count = FlipFlop.withByte(count, high, value);
    }

    /** The current address register. */
    int address() {
        return address;
    }

    /** The current count register. */
    int count() {
        return count;
    }

    /** Sets the mode register; bits 1-0, the channel, are not part of it. */
    void setMode(int value) {
        mode = value & 0xfc;
        offer.aim(direction(), (mode & ADDRESS_DECREMENT) != 0);
    }

    private DmaDirection direction() {
        return switch (mode >> 2 & 3) {
            case 1 -> DmaDirection.TO_MEMORY;
            case 2 -> DmaDirection.FROM_MEMORY;
            default -> DmaDirection.VERIFY; // type 3 is illegal and gets no strobes either
        };
    }

    /** Whether the channel only passes the bus on. */
    boolean cascade() {
        return mode >> 6 == CASCADE;
    }

    void setMasked(boolean value) {
        masked = value;
    }

    boolean masked() {
        return masked;
    }

    void setSoftwareRequest(boolean value) {
        softwareRequest = value;
    }

    boolean softwareRequest() {
        return softwareRequest;
    }

    /** Whether it has reached its terminal count since {@link #takeTerminalCount}. */
    boolean terminalCount() {
        return terminalCount;
    }

    /** Whether it has reached its terminal count since the last call. */
    boolean takeTerminalCount() {
        boolean reached = terminalCount;
        terminalCount = false;
        return reached;
    }

    /** Clears what a reset of the controller clears. Address, count and mode stay. */
    void clear() {
        masked = true;
        softwareRequest = false;
        terminalCount = false;
        blockStarted = false;
        paused = false;
    }

    /** Offers again what the slave did not want: something has changed. */
    void resume() {
        paused = false;
    }

    /**
     * Whether it wants the bus.
     *
     * @param dreq whether the DREQ pin is active
     */
    boolean wantsBus(boolean dreq) {
        return !paused && (softwareRequest || ((dreq || blockStarted) && !masked));
    }

    /**
     * Makes one burst of transfers. A slave that takes nothing is asked again only after {@link
     * #resume}; a software request does not ask: its transfers happen whether or not a slave
     * answers.
     *
     * @return whether the channel has reinitialized itself and stands ready for another round
     */
    boolean serve() {
        long start = physicalAddress();
        int transfers = Math.min(count + 1, transfersToEdge());
        int moved = offer.offer(start, transfers, transfers == count + 1);
        if (moved == 0 && softwareRequest) {
            offer.run(start, transfers);
            moved = transfers;
        }
        if (moved == 0) {
            paused = true;
            return false;
        }
        return advance(moved);
    }

    private long physicalAddress() {
        int page = pages.page(number);
        return words() ? (page & 0xfe) << 16 | address << 1 : page << 16 | address;
    }

    private int transfersToEdge() {
        return descending() ? address + 1 : 0x10000 - address;
    }

    private boolean descending() {
        return (mode & ADDRESS_DECREMENT) != 0;
    }

    private boolean advance(int transfers) {
        boolean finished = transfers > count;
        address = (address + (descending() ? -transfers : transfers)) & 0xffff;
        count = (count - transfers) & 0xffff;
        blockStarted = mode >> 6 == BLOCK && !finished;
        return finished && reachTerminalCount();
    }

    private boolean reachTerminalCount() {
        terminalCount = true;
        softwareRequest = false;
        boolean reinitialize = (mode & AUTOINITIALIZE) != 0;
        if (reinitialize) {
            address = baseAddress;
            count = baseCount;
            paused = true;
        } else {
            masked = true;
        }
        return reinitialize;
    }

    /** How long the bus takes for a whole round. */
    long roundNanos() {
        return (baseCount + 1) * TRANSFER_NANOS;
    }

    void save(StateWriter out) {
        out.putLong("baseAddress", baseAddress);
        out.putLong("baseCount", baseCount);
        out.putLong("address", address);
        out.putLong("count", count);
        out.putLong("mode", mode);
        out.putBoolean("masked", masked);
        out.putBoolean("softwareRequest", softwareRequest);
        out.putBoolean("terminalCount", terminalCount);
        out.putBoolean("blockStarted", blockStarted);
        out.putBoolean("paused", paused);
    }

    void restore(StateReader in) {
        baseAddress = in.getInt("baseAddress", 0, 0xffff);
        baseCount = in.getInt("baseCount", 0, 0xffff);
        address = in.getInt("address", 0, 0xffff);
        count = in.getInt("count", 0, 0xffff);
        setMode(in.getInt("mode", 0, 0xff));
        masked = in.getBoolean("masked");
        softwareRequest = in.getBoolean("softwareRequest");
        terminalCount = in.getBoolean("terminalCount");
        blockStarted = in.getBoolean("blockStarted");
        paused = in.getBoolean("paused");
    }
}
