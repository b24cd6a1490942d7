package dev.dreq.tools.testkit.loopback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.dma.DmaStatistics;
import dev.dreq.hal.io.Io;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Pages;
import dev.dreq.plugin.dma.DmaDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Moves data through one card's driver, and knows what memory, the card and the adapter's counters
 * must show afterwards.
 */
final class CardExerciser {
    /** The map registers: the first 128 KiB of a machine that are aligned and not page 0. */
    private static final long REGISTERS = 0x20000;

    private static final long REGISTERS_END = 0x40000;

    private final LoopbackPc pc;
    private final int number;
    private final MemoryImage memory;
    private final FrontPanel panel;
    private final byte[] card;
    private final int unit;
    private final int registers;

    private int registersPeak;
    private int operations;
    private int longestOperation;
    private int bytes;
    private int bouncedBytes;

    /** Fills the card with noise. */
    CardExerciser(
            LoopbackPc pc,
            int number,
            LoopbackOptions options,
            MemoryImage memory,
            SplittableRandom random) {
        this.pc = pc;
        this.number = number;
        this.memory = memory;
        this.panel = pc.panel(number);
        this.unit = unit(pc.card(number).channel());
        this.registers = granted(options, pc.kernel().options());
        this.card = new byte[pc.card(number).bufferSize()];
        random.nextBytes(card);
        panel.fill(card);
    }

    /** Bytes that a channel moves at a time. */
    static int unit(int channel) {
        return channel < 4 ? 1 : 2;
    }

    private int window() {
        return unit * 0x10000;
    }

    private int granted(LoopbackOptions options, KernelOptions kernelOptions) {
        int limit = kernelOptions.dmaMapRegisterLimit();
        int wanted = options.scatterGather() ? 1 : window() / Pages.PAGE_SIZE;
        return limit == 0 ? wanted : Math.min(limit, wanted);
    }

    /** Moves part of a buffer and compares what is the card's alone: status, counts, bus cycles. */
    void move(Buffer buffer, Transfer transfer, Object scenario) {
        panel.limit(transfer.limit());
        int mark = pc.dmaLog().mark();
        IoStatusBlock result = request(buffer.va() + transfer.offset(), transfer);

        List<Operation> all =
                Operation.split(buffer, transfer.offset(), transfer.length(), registers, window());
        List<Operation> done = new ArrayList<>();
        int moved = 0;
        int last = 0;
        for (Operation operation : all) {
            last = movedOf(operation, transfer.limit());
            moved += last;
            done.add(operation);
            count(operation, transfer.write() ? operation.length() : last);
            if (last < operation.length()) {
                break;
            }
        }
        long pages =
                Pages.addressAndSizeToSpanPages(buffer.va() + transfer.offset(), transfer.length());
        registersPeak = Math.max(registersPeak, (int) Math.min(pages, registers));

        assertEquals(NtStatus.STATUS_SUCCESS, result.status(), scenario::toString);
        assertEquals(moved, result.information(), scenario::toString);
        assertEquals(last, panel.moved(), scenario::toString);
        acceptRegisters(buffer, done, busCycles(buffer, transfer, moved, mark, scenario));
        model(buffer, transfer, moved);
    }

    private IoStatusBlock request(long va, Transfer transfer) {
        Io io = pc.kernel().io();
        return transfer.write()
                ? io.write(pc.device(number), va, transfer.length(), transfer.cardOffset())
                : io.read(pc.device(number), va, transfer.length(), transfer.cardOffset());
    }

    private int movedOf(Operation operation, int limit) {
        int enough = (limit + unit - 1) / unit * unit;
        return limit == 0 ? operation.length() : Math.min(enough, operation.length());
    }

    private void count(Operation operation, int copied) {
        operations++;
        bytes += operation.length();
        longestOperation = Math.max(longestOperation, operation.length());
        bouncedBytes += operation.bounced() ? copied : 0;
    }

    /**
     * The card's bus cycles: as many bytes as asked, the right way, in the buffer or in as many map
     * registers side by side as it was granted. Returns the first of these, 0 for none.
     */
    private long busCycles(Buffer buffer, Transfer transfer, int moved, int mark, Object scenario) {
        DmaDirection direction =
                transfer.write() ? DmaDirection.FROM_MEMORY : DmaDirection.TO_MEMORY;
        long total = 0;
        long first = Long.MAX_VALUE;
        long end = 0;
        for (DmaLog.Run run : pc.dmaLog().since(mark, pc.cardName(number))) {
            assertEquals(direction, run.direction(), scenario::toString);
            total += run.length();
            long runEnd = run.address() + run.length();
            for (long page = Pages.pageAlign(run.address());
                    page < runEnd;
                    page += Pages.PAGE_SIZE) {
                if (!buffer.holds(page)) {
                    first = Math.min(first, page);
                    end = Math.max(end, page + Pages.PAGE_SIZE);
                }
            }
        }
        assertEquals(moved, total, scenario::toString);
        if (end == 0) {
            return 0;
        }
        assertTrue(
                first >= REGISTERS
                        && end <= REGISTERS_END
                        && end - first <= Pages.address(registers),
                "no map registers of ours at %x-%x; %s".formatted(first, end, scenario));
        return first;
    }

    /** What a bounced operation leaves in its map registers is nobody's business. */
    private void acceptRegisters(Buffer buffer, List<Operation> done, long first) {
        for (Operation operation : done) {
            if (operation.bounced()) {
                int inPage = Pages.byteOffset(buffer.va() + operation.offset());
                memory.accept(first + inPage, operation.length());
            }
        }
    }

    private void model(Buffer buffer, Transfer transfer, int moved) {
        for (int i = 0; i < moved; i++) {
            int onCard = (transfer.cardOffset() + i) % card.length;
            long physical = buffer.physical(transfer.offset() + i);
            if (transfer.write()) {
                card[onCard] = memory.get(physical);
            } else {
                memory.set(physical, card[onCard]);
            }
        }
    }

    /** Compares the whole card, and what the adapter has counted. */
    void verify(Object scenario) {
        assertArrayEquals(card, panel.contents(card.length), () -> "on the card; " + scenario);
        DmaStatistics counted = pc.kernel().dma().statistics().get(number);
        assertEquals(
                new DmaStatistics(
                        counted.device(),
                        registers,
                        registersPeak,
                        operations,
                        longestOperation,
                        bytes,
                        bouncedBytes,
                        0),
                counted,
                scenario::toString);
    }

    int bytes() {
        return bytes;
    }

    int bouncedBytes() {
        return bouncedBytes;
    }
}
