package dev.dreq.hal.dma;

import dev.dreq.hal.ke.InterruptMode;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.Kinterrupt;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be told when a channel reaches its terminal count. The controllers' interrupt line is
 * up while a terminal count has not been read; whoever reads the status takes those of all channels
 * and owes a {@link #deliver}, as soon as no register is half written.
 */
final class TerminalCounts {
    private static final int CHANNELS = 8;

    private final Ke ke;
    private final I8237 first;
    private final I8237 second;
    private final OptionalInt input;
    private final @Nullable I8237Channel[] channels = new I8237Channel[CHANNELS];
    private final @Nullable Completion[] awaited = new Completion[CHANNELS];
    private @Nullable Kinterrupt interrupt;

    /**
     * @param input the interrupt input that the controllers raise, if they raise any
     */
    TerminalCounts(Ke ke, I8237 first, I8237 second, OptionalInt input) {
        this.ke = ke;
        this.first = first;
        this.second = second;
        this.input = input;
    }

    /**
     * Connects to the controllers' interrupt, if they have one: false if somebody else has taken
     * it. At PASSIVE_LEVEL.
     */
    boolean connect() {
        if (interrupt == null && input.isPresent()) {
            interrupt =
                    ke.connectInterrupt(
                            input.getAsInt(),
                            InterruptMode.LevelSensitive,
                            true,
                            Irql.PASSIVE_LEVEL,
                            null,
                            (raised, context) -> service(),
                            null);
        }
        return input.isEmpty() || interrupt != null;
    }

    /** Whether a terminal count is noticed without being looked for. */
    boolean interrupts() {
        return interrupt != null;
    }

    /** The channel was programmed; at its terminal count somebody is to be told. */
    void await(I8237Channel channel, Completion completion) {
        channels[channel.number()] = channel;
        awaited[channel.number()] = completion;
    }

    private boolean isAwaited(I8237Channel channel) {
        return awaited[channel.number()] != null;
    }

    /** The channel was stopped: who waits for its terminal count learns whether it came first. */
    void stopped(I8237Channel channel) {
        if (!isAwaited(channel)) {
            return;
        }
        if (!channel.answers()) {
            end(channel.number(), DmaCompletionStatus.DmaError);
            return;
        }
        deliver();
        if (isAwaited(channel)) {
            end(channel.number(), DmaCompletionStatus.DmaCancelled);
        }
    }

    /** Tells those whose channel is known to have reached its terminal count. */
    void deliver() {
        for (int number = 0; number < CHANNELS; number++) {
            I8237Channel channel = channels[number];
            if (channel != null && awaited[number] != null && channel.noticedTerminalCount()) {
                end(
                        number,
                        channel.ended()
                                ? DmaCompletionStatus.DmaComplete
                                : DmaCompletionStatus.DmaError);
            }
        }
    }

    private void end(int number, DmaCompletionStatus status) {
        Completion completion = awaited[number];
        awaited[number] = null;
        if (completion != null) {
            completion.end(status);
        }
    }

    private boolean service() {
        boolean ours = first.noticeTerminalCounts();
        ours |= second.noticeTerminalCounts();
        deliver();
        return ours;
    }
}
