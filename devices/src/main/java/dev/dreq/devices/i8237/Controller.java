package dev.dreq.devices.i8237;

/**
 * One 8237A as software sees it: what its sixteen registers do. Channels are 0..3 and values 0..FF;
 * the address and count registers pass one byte a call, chosen by the flip-flop (8237A data sheet,
 * register description and software commands).
 */
interface Controller {

    int readAddress(int channel);

    void writeAddress(int channel, int value);

    int readCount(int channel);

    void writeCount(int channel, int value);

    /** Status; reading clears its terminal count bits. */
    int readStatus();

    void writeCommand(int value);

    void writeRequest(int value);

    void writeSingleMask(int value);

    void writeMode(int value);

    void clearFlipFlop();

    void masterClear();

    void clearMask();

    void writeAllMask(int value);

    /**
     * Reads where there is nothing to read but, on some boards, the mask.
     *
     * @param register 9..F
     */
    int readControl(int register);
}
