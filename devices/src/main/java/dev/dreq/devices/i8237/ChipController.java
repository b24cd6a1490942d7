package dev.dreq.devices.i8237;

import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * One controller as the 8237A data sheet has it: its registers, and which of its channels is next.
 */
final class ChipController implements Controller {

    private static final int CHANNELS = 4;
    private static final int MEMORY_TO_MEMORY = 0x01;
    private static final int DISABLE = 0x04;
    private static final int ROTATING_PRIORITY = 0x10;
    private static final int DREQ_SENSE_LOW = 0x40;
    private static final int SET = 0x04;
    private static final int ILLEGAL_TRANSFER = 0x0c;

    /** What is read where no register answers. */
    private static final int FLOATING = 0xff;

    private final IsaSlot slot;
    private final DmaBackplane backplane;
    private final int firstChannel;
    private final @Nullable ChipController cascaded;
    private final Runnable changed;
    private final Runnable statusChanged;
    private final ChipChannel[] channels = new ChipChannel[CHANNELS];
    private int command;
    private final FlipFlop flipFlop = new FlipFlop();
    private int lastServed = CHANNELS - 1;

    /**
     * @param firstChannel the machine's number of channel 0: 0 or 4
     * @param cascaded the controller whose hold request is wired to channel 0's DREQ
     * @param changed told of each write that may let a channel run
     * @param statusChanged told when software has cleared terminal counts
     */
    ChipController(
            IsaSlot slot,
            DmaBackplane backplane,
            PageRegisters pages,
            int firstChannel,
            @Nullable ChipController cascaded,
            Runnable changed,
            Runnable statusChanged) {
        this.slot = slot;
        this.backplane = backplane;
        this.firstChannel = firstChannel;
        this.cascaded = cascaded;
        this.changed = changed;
        this.statusChanged = statusChanged;
        for (int i = 0; i < CHANNELS; i++) {
            channels[i] = new ChipChannel(firstChannel + i, backplane, pages);
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
        int status = 0;
        for (int i = 0; i < CHANNELS; i++) {
            if (channels[i].takeTerminalCount()) {
                status |= 1 << i;
            }
            if (channels[i].softwareRequest() || dreq(i)) {
                status |= 0x10 << i;
            }
        }
        statusChanged.run();
        return status;
    }

    /** Whether a channel has reached its terminal count since the status was read. */
    boolean hasTerminalCount() {
        for (ChipChannel channel : channels) {
            if (channel.terminalCount()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void writeCommand(int value) {
        command = value;
        if ((value & MEMORY_TO_MEMORY) != 0) {
            slot.guestError(
                    "command %02x: memory-to-memory transfers are not there".formatted(value));
        }
        changed();
    }

    @Override
    public void writeRequest(int value) {
        channels[value & 3].setSoftwareRequest((value & SET) != 0);
        changed();
    }

    @Override
    public void writeSingleMask(int value) {
        channels[value & 3].setMasked((value & SET) != 0);
        changed();
    }

    @Override
    public void writeMode(int value) {
        ChipChannel channel = channels[value & 3];
        channel.setMode(value);
        if ((value & ILLEGAL_TRANSFER) == ILLEGAL_TRANSFER && !channel.cascade()) {
            slot.guestError("mode %02x: transfer type 3 is illegal".formatted(value));
        }
        changed();
    }

    @Override
    public void clearFlipFlop() {
        flipFlop.clear();
    }

    @Override
    public void masterClear() {
        command = 0;
        flipFlop.clear();
        lastServed = CHANNELS - 1;
        for (ChipChannel channel : channels) {
            channel.clear();
        }
        statusChanged.run();
    }

    @Override
    public void clearMask() {
        writeAllMask(0);
    }

    @Override
    public void writeAllMask(int value) {
        for (int i = 0; i < CHANNELS; i++) {
            channels[i].setMasked((value >> i & 1) != 0);
        }
        changed();
    }

    @Override
    public int readControl(int register) {
        return switch (register) {
            case 0xd -> 0; // the temporary register, which nothing ever fills
            case 0xf -> 0xf0 | mask();
            default -> FLOATING;
        };
    }

    private int mask() {
        int mask = 0;
        for (int i = 0; i < CHANNELS; i++) {
            mask |= channels[i].masked() ? 1 << i : 0;
        }
        return mask;
    }

    private void changed() {
        resume();
        changed.run();
    }

    /** Offers again what slaves did not want. */
    void resume() {
        for (ChipChannel channel : channels) {
            channel.resume();
        }
    }

    /** Channel 0..3 of this controller. */
    ChipChannel channel(int index) {
        return channels[index];
    }

    /**
     * The channel to be served next by priority, which is one of the cascaded controller's when
     * that one's turn comes. A channel that cascades anything else stands aside: nothing behind it
     * can take the bus.
     */
    @Nullable ChipChannel next() {
        if ((command & DISABLE) != 0) {
            return null;
        }
        int lowest = rotates() ? lastServed : CHANNELS - 1;
        for (int i = 1; i <= CHANNELS; i++) {
            int index = (lowest + i) % CHANNELS;
            if (channels[index].wantsBus(dreq(index))) {
                ChipChannel candidate = behind(index);
                if (candidate != null) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private @Nullable ChipChannel behind(int index) {
        if (!channels[index].cascade()) {
            return channels[index];
        }
        return index == 0 && cascaded != null ? cascaded.next() : null;
    }

    private boolean dreq(int index) {
        boolean senseLow = (command & DREQ_SENSE_LOW) != 0;
        return level(index) != senseLow;
    }

    private boolean level(int index) {
        if (index == 0 && cascaded != null) {
            return cascaded.next() != null;
        }
        return backplane.requested(firstChannel + index);
    }

    private boolean rotates() {
        return (command & ROTATING_PRIORITY) != 0;
    }

    /** Takes note that a channel has been served: where priority rotates, it is the lowest now. */
    void served(ChipChannel channel) {
        if (cascaded != null) {
            cascaded.served(channel);
        }
        for (int i = 0; i < CHANNELS; i++) {
            if (channels[i] == channel) {
                lastServed = i;
                return;
            }
        }
        if (cascaded != null) {
            lastServed = 0;
        }
    }

    void save(StateWriter out) {
        out.putLong("command", command);
        flipFlop.save(out);
        out.putLong("lastServed", lastServed);
        for (int i = 0; i < CHANNELS; i++) {
            channels[i].save(out.section("channel" + (firstChannel + i)));
        }
    }

    void restore(StateReader in) {
        command = in.getInt("command", 0, 0xff);
        flipFlop.restore(in);
        lastServed = in.getInt("lastServed", 0, CHANNELS - 1);
        for (int i = 0; i < CHANNELS; i++) {
            channels[i].restore(in.section("channel" + (firstChannel + i)));
        }
    }
}
