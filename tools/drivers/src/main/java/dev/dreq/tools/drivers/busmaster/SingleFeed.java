package dev.dreq.tools.drivers.busmaster;

import dev.dreq.hal.ke.NtStatus;

/** One range, in the engine's registers. */
final class SingleFeed implements Feed {
    private final EngineRegisters registers;
    private long host;
    private int count;
    private VramSpan span = new VramSpan(0, 0, 0);
    private int control;

    SingleFeed(EngineRegisters registers) {
        this.registers = registers;
    }

    @Override
    public int mostRuns() {
        return 1;
    }

    @Override
    public void prepare(LogicalRuns runs, VramWindow window, int done, boolean writeToDevice) {
        host = runs.address(0);
        count = runs.length(0);
        span = window.span(done, count);
        control = writeToDevice ? 0 : EngineRegisters.CTRL_TO_HOST;
    }

    @Override
    public void start() {
        registers.start(host, count, span, control);
    }

    @Override
    public void stop() {
        registers.control(EngineRegisters.CTRL_ABORT | EngineRegisters.CTRL_IRQ_EN);
    }

    @Override
    public NtStatus outcome(int dmaStatus) {
        return PacketOutcome.of(registers, dmaStatus, count);
    }

    @Override
    public void release() {}
}
