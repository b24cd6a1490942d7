package dev.dreq.tools.testkit.conformance;

import dev.dreq.plugin.Device;
import dev.dreq.plugin.dma.BusStatus;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.InterruptLine;
import dev.dreq.plugin.io.IoHandler;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.pci.PciSlot;
import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Timer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * A bus master that writes a counter to memory when it is told to, with one fault. COMMAND 1 starts
 * it, STATUS tells that it is done or failed, TABLE[INDEX] stores what is written there.
 */
final class FaultyFunction implements Device, IoHandler {

    private static final int VERSION = 0x00;
    private static final int STATUS = 0x08;
    private static final int START = 0x01;
    private static final int DONE = 0x01;
    private static final int ERROR = 0x02;

    private static int starts;

    private final Fault fault;
    private final PciSlot slot;
    private final long nanos;
    private final IntSupplier salt;
    private final InterruptLine interrupt;
    private final Timer dma;
    private final RegisterBlock block;
    private final List<Long> commands = new ArrayList<>();
    private final int[] table = new int[16];
    private final Register version = Register.named("VERSION", VERSION, 4).reset(0x10).readOnly();
    private final Register address = Register.named("ADDRESS", 0x0c, 4);
    private int status;
    private int transfers;
    private int index;
    private boolean closed;
    private Timer late;

    FaultyFunction(Fault fault, PciSlot slot, long nanos, IntSupplier salt) {
        this.fault = fault;
        this.slot = slot;
        this.nanos = nanos;
        this.salt = salt;
        interrupt = slot.interrupt();
        dma = slot.clock().timer("dma", this::transfer);
        block = declare();
        slot.map(0, this);
        if (fault != Fault.LEAVES_A_WINDOW_UNMAPPED) {
            slot.mapMemory(1);
        }
        if (fault == Fault.MAPS_WHAT_IT_WAS_NOT_GRANTED) {
            slot.map(2, this);
        }
        if (fault == Fault.DMA_WHEN_MADE) {
            slot.busMaster().read(0, ByteBuffer.allocate(1));
        }
    }

    private RegisterBlock declare() {
        Register command = Register.named("COMMAND", 0x04, 4).onWrite(this::command);
        if (fault == Fault.FIELD_WIDER_THAN_ITS_REGISTER) {
            command.field("START", 0, 33);
        }
        return RegisterBlock.of(
                0x20,
                AccessSizes.ANY,
                version,
                command,
                Register.named("STATUS", STATUS, 4)
                        .access(Register.Access.WRITE_ONE_TO_CLEAR)
                        .onRead(() -> status)
                        .onWrite(this::acknowledge),
                address,
                Register.named("INDEX", 0x10, 4)
                        .onRead(() -> index)
                        .onWrite(value -> index = (int) value & 15),
                Register.named("TABLE", 0x14, 4)
                        .onRead(() -> table[index])
                        .onWrite(value -> table[index] = (int) value),
                Register.named("FIXED", 0x18, 4)
                        .readOnly()
                        .reset(0x55)
                        .onRead(() -> fault == Fault.OTHER_VALUE_THAN_DECLARED ? 0x54 : 0x55),
                Register.named("STARTS", 0x1c, 4)
                        .readOnly()
                        .onRead(() -> fault == Fault.STATIC_COUNTER ? starts : 0));
    }

    @Override
    public AccessSizes accessSizes() {
        return AccessSizes.ANY;
    }

    @Override
    public List<Register> registers() {
        return block.registers();
    }

    @Override
    public long read(long offset, int size) {
        check(offset, size);
        return block.read(offset, size);
    }

    @Override
    public void write(long offset, int size, long value) {
        check(offset, size);
        block.write(offset, size, value);
        if (fault == Fault.WRITES_READ_ONLY && offset == VERSION) {
            version.set(value);
        }
    }

    private void check(long offset, int size) {
        if (fault == Fault.THROWS_AT_AN_ODD_ACCESS && offset % size != 0) {
            throw new IndexOutOfBoundsException((int) offset);
        }
    }

    private void command(long value) {
        switch (fault) {
            case THROWS_AT_A_VALUE -> {
                if (value > 0x7fff_ffffL) {
                    throw new IllegalStateException("a command that nobody knows");
                }
            }
            case KEEPS_EVERY_COMMAND -> commands.add(value);
            case MAKES_A_TIMER_LATE -> {
                if (late == null) {
                    late = slot.clock().timer("late", () -> {});
                }
            }
            default -> {}
        }
        if ((value & START) != 0) {
            starts++;
            dma.armIn(nanos);
        }
    }

    private void acknowledge(long bits) {
        if (fault == Fault.SETS_WHAT_IT_SHOULD_CLEAR) {
            status |= (int) bits & (DONE | ERROR);
        } else {
            status &= (int) ~bits;
        }
        interrupt.set(status != 0);
    }

    private void transfer() {
        ByteBuffer bytes = ByteBuffer.allocate(8).putInt(0, ++transfers).putInt(4, salt.getAsInt());
        BusStatus answer = slot.busMaster().write(address.get(), bytes);
        if (answer == BusStatus.DISABLED && fault == Fault.TRIES_AGAIN_FOR_EVER) {
            dma.armIn(1_000);
        } else if (fault == Fault.TIMER_WITHOUT_END) {
            dma.armIn(0);
        }
        while (fault == Fault.READS_MEMORY_WITHOUT_END
                && slot.busMaster().read(0, bytes.clear()) != null) {
            bytes.clear();
        }
        status |= answer == BusStatus.OK ? DONE : ERROR;
        interrupt.set(true);
    }

    @Override
    public void reset() {
        block.reset();
        Arrays.fill(table, 0);
        index = 0;
        if (fault != Fault.COUNTER_OUTLIVES_RESET) {
            transfers = 0;
        }
        if (fault == Fault.INTERRUPT_OUTLIVES_RESET) {
            interrupt.set(status != 0);
        } else {
            status = 0;
        }
    }

    @Override
    public void save(StateWriter out) {
        out.version(1);
        block.save(out.section("registers"));
        out.putLong("status", status);
        out.putLong("transfers", transfers);
        out.putLong("index", index);
        out.putInts("table", table);
        if (fault == Fault.SAVES_A_NAME_TWICE) {
            out.putLong("status", status);
        } else if (fault == Fault.SAVING_ACKNOWLEDGES) {
            acknowledge(-1);
        }
    }

    void load(StateReader in) {
        if (fault != Fault.TAKES_ANY_VERSION) {
            in.version(1);
        }
        block.restore(in.section("registers"));
        status = in.getInt("status", 0, DONE | ERROR);
        if (fault != Fault.FORGETS_A_FIELD) {
            transfers = in.getInt("transfers", 0, Integer.MAX_VALUE);
        }
        index =
                fault == Fault.TAKES_ANY_INDEX
                        ? (int) in.getLong("index")
                        : in.getInt("index", 0, table.length - 1);
        System.arraycopy(in.getInts("table", table.length), 0, table, 0, table.length);
    }

    @Override
    public void close() {
        if (closed && fault == Fault.SECOND_CLOSE_THROWS) {
            throw new IllegalStateException("closed");
        }
        closed = true;
    }
}
