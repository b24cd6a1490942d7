package dev.dreq.devices.i8237;

import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;

/**
 * One controller as QEMU 7.2 has it. A request is a bit in the status register: a wire that rises
 * sets it, so does software, and whoever clears it makes the controller forget the wire.
 */
final class QemuController implements Controller {

    private static final int CHANNELS = 4;
    private static final int SUPPORTED_COMMANDS = 0x04;
    private static final int SET = 0x04;

    private final IsaSlot slot;
    private final Runnable changed;
    private final Runnable statusChanged;
    private final QemuChannel[] channels = new QemuChannel[CHANNELS];
    private int status;
    private int mask = 0xff;
    private int acknowledged;
    private final FlipFlop flipFlop = new FlipFlop();
    private boolean runPending;

    /**
     * @param firstChannel the machine's number of channel 0: 0 or 4
     * @param changed told of each write after which the controller runs its channels
     * @param statusChanged told when software has cleared terminal counts
     */
    QemuController(
            IsaSlot slot,
            DmaBackplane backplane,
            PageRegisters pages,
            int firstChannel,
            Runnable changed,
            Runnable statusChanged) {
        this.slot = slot;
        this.changed = changed;
        this.statusChanged = statusChanged;
        for (int i = 0; i < CHANNELS; i++) {
            channels[i] = new QemuChannel(firstChannel + i, backplane, pages);
        }
    }

    @Override
    public int readAddress(int channel) {
        return flipFlop.byteOf(channels[channel].address());
    }

    @Override
    public void writeAddress(int channel, int value) {
        channels[channel].loadAddress(flipFlop.toggle(), value);
    }

    @Override
    public int readCount(int channel) {
        return flipFlop.byteOf(channels[channel].count());
    }

    @Override
    public void writeCount(int channel, int value) {
        channels[channel].loadCount(flipFlop.toggle(), value);
    }

    @Override
    public int readStatus() {
        int answer = status;
        status &= 0xf0;
        statusChanged.run();
        return answer;
    }

    /** Whether a channel has reached its terminal count since software cleared it. */
    boolean hasTerminalCount() {
        return (status & 0xf) != 0;
    }

    @Override
    public void writeCommand(int value) {
        if ((value & ~SUPPORTED_COMMANDS) != 0) {
            slot.guestError("command %02x is not supported".formatted(value));
        }
        // What is supported, the disable bit, has no effect.
    }

    @Override
    public void writeRequest(int value) {
        int channel = value & 3;
        setRequest(channel, (value & SET) != 0);
        status &= ~(1 << channel);
        statusChanged.run();
        changed();
    }

    private void setRequest(int channel, boolean requested) {
        int bit = 0x10 << channel;
        status = requested ? status | bit : status & ~bit;
    }

    @Override
    public void writeSingleMask(int value) {
        int bit = 1 << (value & 3);
        mask = (value & SET) != 0 ? mask | bit : mask & ~bit;
        changed();
    }

    @Override
    public void writeMode(int value) {
        channels[value & 3].setMode(value);
    }

    @Override
    public void clearFlipFlop() {
        flipFlop.clear();
    }

    @Override
    public void masterClear() {
        flipFlop.clear();
        mask = 0xff;
        status = 0;
        statusChanged.run();
    }

    @Override
    public void clearMask() {
        writeAllMask(0);
    }

    @Override
    public void writeAllMask(int value) {
        mask = value;
        changed();
    }

    @Override
    public int readControl(int register) {
        return register == 0x9 ? mask : 0;
    }

    /**
     * A DREQ wire changed. One that falls before its slave was acknowledged leaves the request
     * standing.
     *
     * @param channel 0..3
     */
    void requestChanged(int channel, boolean dreq) {
        int bit = 1 << channel;
        if (dreq) {
            acknowledged &= ~bit;
            setRequest(channel, true);
            changed();
        } else if ((acknowledged & bit) != 0) {
            setRequest(channel, false);
        }
    }

    /** Runs again what slaves did not want: something has changed. */
    void changed() {
        if (runnable() != 0) {
            runPending = true;
            changed.run();
        }
    }

    /** One bit for each unmasked channel that requests. */
    private int runnable() {
        return status >> 4 & ~mask;
    }

    /**
     * If anything has changed, runs each unmasked requesting channel once.
     *
     * @return whether a channel has ended a round and may want another
     */
    boolean run() {
        boolean roundEnded = false;
        if (runPending) {
            runPending = false;
            for (int i = 0; i < CHANNELS; i++) {
                if ((runnable() & 1 << i) != 0) {
                    roundEnded |= run(i);
                }
            }
        }
        return roundEnded;
    }

    private boolean run(int index) {
        QemuChannel channel = channels[index];
        acknowledged |= 1 << index;
        int moved = channel.run();
        if (!channel.atEnd()) {
            if (moved > 0) {
                changed(); // a request that outlives a short transfer asks for the rest of it
            }
            return false;
        }
        status |= 1 << index;
        return channel.autoinitializes();
    }

    void save(StateWriter out) {
        out.putLong("status", status);
        out.putLong("mask", mask);
        out.putLong("acknowledged", acknowledged);
        flipFlop.save(out);
        out.putBoolean("runPending", runPending);
        for (int i = 0; i < CHANNELS; i++) {
            channels[i].save(out.section("channel" + i));
        }
    }

    void restore(StateReader in) {
        status = in.getInt("status", 0, 0xff);
        mask = in.getInt("mask", 0, 0xff);
        acknowledged = in.getInt("acknowledged", 0, 0xf);
        flipFlop.restore(in);
        runPending = in.getBoolean("runPending");
        for (int i = 0; i < CHANNELS; i++) {
            channels[i].restore(in.section("channel" + i));
        }
    }
}
