package dev.dreq.devices.i8237;

import dev.dreq.plugin.dma.AddressSpace;
import dev.dreq.plugin.dma.DmaBackplane;
import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaController;
import dev.dreq.plugin.isa.IsaSlot;
import dev.dreq.plugin.settings.SettingException;

/**
 * Which request line of the bus is wired to which channel. On every PC a line has the number of its
 * channel; others cross some of the same width.
 */
final class RequestLines {
    private static final int CHANNELS = 8;
    private static final int CASCADE = 4;

    private final int[] lines = new int[CHANNELS];
    private final int[] channels = new int[CHANNELS];

    /**
     * @param digits the line of each channel, from channel 0 on
     * @throws SettingException if they are not those of all channels, bytes to bytes and words to
     *     words
     */
    RequestLines(String digits) {
        int seen = 0;
        for (int channel = 0; channel < digits.length() && channel < CHANNELS; channel++) {
            int line = digits.charAt(channel) - '0';
            if (line < 0 || line >= CHANNELS || kind(line) != kind(channel)) {
                break;
            }
            lines[channel] = line;
            channels[line] = channel;
            seen |= 1 << line;
        }
        if (digits.length() != CHANNELS || seen != 0xff) {
            throw new SettingException(
                    "request-lines=%s is not possible; give the line of each channel from 0 to 7, such as 02134567: 0..3"
                                    .formatted(digits)
                            + " among themselves, then 4, then 5..7 among themselves");
        }
    }

    private static int kind(int number) {
        return Integer.compare(number, CASCADE);
    }

    /** Announces a controller that hears and acknowledges its channels' lines. */
    DmaBackplane provide(IsaSlot slot, DmaController controller) {
        DmaBackplane board =
                slot.provideDma((line, dreq) -> controller.requestChanged(channels[line], dreq));
        return new Wired(board, lines);
    }

    private static final class Wired implements DmaBackplane {
        private final DmaBackplane board;
        private final int[] lines;

        Wired(DmaBackplane board, int[] lines) {
            this.board = board;
            this.lines = lines;
        }

        @Override
        public boolean requested(int channel) {
            return board.requested(lines[channel]);
        }

        @Override
        public int acknowledge(int channel, DmaBurst burst) {
            return board.acknowledge(lines[channel], burst);
        }

        @Override
        public AddressSpace memory(int channel) {
            return board.memory(lines[channel]);
        }
    }
}
