package dev.dreq.devices.i8237;

import dev.dreq.plugin.dma.DmaBurst;
import dev.dreq.plugin.dma.DmaChannel;
import dev.dreq.plugin.dma.DmaSlave;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.IntUnaryOperator;

/**
 * A slave with a stock of bytes to give, or room to take, that moves a few bytes a request: its
 * DREQ falls after each piece and rises again while it wants more.
 */
final class Pieces implements DmaSlave {

    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    int moved;
    int bursts;

    /** How many bytes had moved when TC came, -1 if it has not come. */
    int terminalCountAt = -1;

    private final Board board;
    private final int number;
    private final DmaChannel channel;
    private final boolean gives;
    private final int wanted;
    private final IntUnaryOperator piece;

    private Pieces(Board board, int number, boolean gives, int wanted, IntUnaryOperator piece) {
        this.board = board;
        this.number = number;
        this.gives = gives;
        this.wanted = wanted;
        this.piece = piece;
        this.channel = board.slave(number, this);
    }

    /**
     * Gives {@code wanted} bytes: 0, 1, 2 ... mixed with their page, so that no two pages look
     * alike.
     */
    static Pieces giving(Board board, int channel, int wanted) {
        return new Pieces(board, channel, true, wanted, offered -> offered);
    }

    /** Takes {@code wanted} bytes. */
    static Pieces taking(Board board, int channel, int wanted) {
        return new Pieces(board, channel, false, wanted, offered -> offered);
    }

    /** As the others, with the size of each piece chosen by {@code piece}. */
    static Pieces of(Board board, int channel, boolean gives, int wanted, IntUnaryOperator piece) {
        return new Pieces(board, channel, gives, wanted, piece);
    }

    /** The byte that a giving slave gives at {@code index}. */
    static byte pattern(int index) {
        return (byte) (index + (index >> 8) * 7 + 1);
    }

    static byte[] pattern(int from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = pattern(from + i);
        }
        return bytes;
    }

    /** Raises DREQ. */
    Pieces start() {
        channel.request(true);
        board.settle();
        return this;
    }

    @Override
    public int transfer(DmaBurst burst) {
        if (moved == wanted || !board.requested(number)) {
            return 0;
        }
        bursts++;
        int length =
                Math.min(
                        burst.length(), Math.min(wanted - moved, piece.applyAsInt(burst.length())));
        if (gives) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = pattern(moved + i);
            }
            burst.give(ByteBuffer.wrap(bytes));
        } else {
            byte[] bytes = new byte[length];
            burst.take(ByteBuffer.wrap(bytes));
            taken.writeBytes(bytes);
        }
        moved += length;
        if (length == burst.length() && burst.terminalCount()) {
            terminalCountAt = moved;
            channel.request(false);
        } else if (length < burst.length() || moved == wanted) {
            channel.request(false);
            if (moved < wanted) {
                board.signal(() -> channel.request(true));
            }
        }
        return length;
    }
}
