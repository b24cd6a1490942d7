package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Pages;
import java.nio.ByteBuffer;

/** A scatter/gather table in a common buffer of one page. */
final class TableFeed implements Feed {
    private static final int ENTRY = 16;

    private final EngineRegisters registers;
    private final CommonBuffer table;
    private final int mostEntries;
    private int entries;
    private int length;
    private VramSpan span = new VramSpan(0, 0, 0);
    private int control;

    /** Takes over {@code table}, of {@link #bytes}. */
    TableFeed(EngineRegisters registers, CommonBuffer table, int mostEntries) {
        this.registers = registers;
        this.table = table;
        this.mostEntries = Math.min(mostEntries, table.draft().capacity() / ENTRY);
    }

    /** How large a table is made for an engine that takes so many entries. */
    static int bytes(int mostEntries) {
        return Math.min(mostEntries * ENTRY, Pages.PAGE_SIZE);
    }

    @Override
    public int mostRuns() {
        return mostEntries;
    }

    @Override
    public void prepare(LogicalRuns runs, VramWindow window, int done, boolean writeToDevice) {
        entries = runs.count();
        length = runs.total();
        span = window.span(done, length);
        control = EngineRegisters.CTRL_SG | (writeToDevice ? 0 : EngineRegisters.CTRL_TO_HOST);
        ByteBuffer draft = table.draft().clear();
        for (int i = 0; i < entries; i++) {
            draft.putLong(runs.address(i)).putInt(runs.length(i)).putInt(0);
        }
        table.show(0, entries * ENTRY);
    }

    @Override
    public void start() {
        registers.start(table.logicalAddress(), entries, span, control);
    }

    @Override
    public void stop() {
        registers.control(EngineRegisters.CTRL_ABORT | EngineRegisters.CTRL_IRQ_EN);
    }

    @Override
    public NtStatus outcome(int dmaStatus) {
        return PacketOutcome.of(registers, dmaStatus, length);
    }

    @Override
    public void release() {
        table.free();
    }
}
