package dev.dreq.devices.fdc;

import dev.dreq.plugin.state.StateException;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import java.util.function.Consumer;

/** The FIFO and the main status register: the command, execution and result phases. */
final class Sequencer {

    /** Does what a command says, once all its bytes are there. */
    @FunctionalInterface
    interface Executor {
        void execute(CommandBytes command);
    }

    private enum Phase {
        COMMAND,
        EXECUTION,
        RESULT
    }

    private static final int RQM = 0x80;
    private static final int DIO = 0x40;
    private static final int NON_DMA = 0x20;
    private static final int BUSY = 0x10;
    private static final int LONGEST_RESULT = 15;

    private final FdcRules rules;
    private final DataPath path;
    private final InterruptPin interrupt;
    private final InterruptStatus interruptStatus;
    private final Executor executor;
    private final Consumer<String> guestError;
    private final CommandBytes command = new CommandBytes();
    private final byte[] result = new byte[LONGEST_RESULT];
    private Phase phase = Phase.COMMAND;
    private boolean begun;
    private int resultLength;
    private int resultRead;

    Sequencer(
            FdcRules rules,
            DataPath path,
            InterruptPin interrupt,
            InterruptStatus interruptStatus,
            Executor executor,
            Consumer<String> guestError) {
        this.rules = rules;
        this.path = path;
        this.interrupt = interrupt;
        this.interruptStatus = interruptStatus;
        this.executor = executor;
        this.guestError = guestError;
    }

    /** Bits 7-4 of the main status register. */
    int status() {
        return switch (phase) {
            case COMMAND -> RQM | (begun ? BUSY : 0);
            case EXECUTION ->
                    BUSY
                            | (path.programmed() ? NON_DMA : 0)
                            | (path.ready() ? RQM | (path.toHost() ? DIO : 0) : 0);
            case RESULT -> RQM | DIO | BUSY;
        };
    }

    /** Whether a command is being executed. */
    boolean executing() {
        return phase == Phase.EXECUTION;
    }

    /** The command being given or executed. */
    CommandBytes command() {
        return command;
    }

    /** A read of the FIFO; 00 when there is nothing for the host. */
    int read() {
        if (phase == Phase.RESULT) {
            return readResult();
        }
        if (phase == Phase.EXECUTION && path.ready() && path.toHost()) {
            return path.readByte();
        }
        guestError.accept("FIFO read while the controller has nothing to give");
        return 0;
    }

    private int readResult() {
        int value = result[resultRead++] & 0xff;
        if (resultRead == resultLength) {
            idle();
            interruptStatus.resultRead();
        }
        return value;
    }

    /** A write of the FIFO; ignored when nothing is wanted from the host. */
    void write(int value) {
        if (phase == Phase.COMMAND) {
            accept(value);
        } else if (phase == Phase.EXECUTION && path.ready() && !path.toHost()) {
            path.writeByte(value);
        } else {
            guestError.accept("FIFO write while the controller wants none");
        }
    }

    private void accept(int value) {
        if (begun) {
            command.add(value);
        } else {
            command.begin(rules.command(value), value);
            begun = true;
        }
        if (command.complete(rules.driveSpecificationGoesOn())) {
            phase = Phase.EXECUTION;
            executor.execute(command);
        }
    }

    /** Back to the command phase, with more parameters wanted for the same command. */
    void wantMore() {
        command.dropParameters();
        phase = Phase.COMMAND;
    }

    /** Ends a command that has no result. */
    void idle() {
        phase = Phase.COMMAND;
        begun = false;
    }

    /** Ends a command with a result of which the host is not told. */
    void result(int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            result[i] = (byte) bytes[i];
        }
        resultLength = bytes.length;
        resultRead = 0;
        phase = Phase.RESULT;
    }

    /**
     * Ends a command that moved data or looked for a sector: seven bytes of result, and an
     * interrupt.
     */
    void complete(int st0, int st1, int st2, SectorAddress address, int sizeCode) {
        path.close();
        int gathered = interruptStatus.dataEnds(st0);
        result(gathered, st1, st2, address.cylinder(), address.head(), address.sector(), sizeCode);
        interrupt.command(true);
    }

    void reset() {
        path.close();
        idle();
    }

    void save(StateWriter out) {
        command.save(out.section("command"));
        out.putConstant("phase", phase);
        out.putBoolean("begun", begun);
        out.putBytes("result", result);
        out.putLong("result length", resultLength);
        out.putLong("result read", resultRead);
    }

    void restore(StateReader in) {
        command.restore(in.section("command"));
        phase = in.getConstant("phase", Phase.class);
        begun = in.getBoolean("begun");
        System.arraycopy(in.getBytes("result", LONGEST_RESULT), 0, result, 0, LONGEST_RESULT);
        if (phase == Phase.COMMAND && begun && command.complete(rules.driveSpecificationGoesOn())) {
            throw new StateException(
                    "%s waits for parameters and has all of them".formatted(command.command()));
        }
        resultLength = in.getInt("result length", 0, LONGEST_RESULT);
        resultRead = in.getInt("result read", 0, resultLength);
        if (phase == Phase.RESULT && resultRead == resultLength) {
            idle();
        }
    }
}
