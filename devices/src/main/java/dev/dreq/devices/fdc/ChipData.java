package dev.dreq.devices.fdc;

import dev.dreq.plugin.state.StateReader;
import dev.dreq.plugin.state.StateWriter;
import dev.dreq.plugin.time.Clock;

/** The data commands as the data sheet has them, each with the unit that does it. */
final class ChipData implements DataCommands {

    private final ChipTransfer transfer;
    private final ChipFormat format;
    private final ChipReadId readId;

    ChipData(Controller controller, Clock clock) {
        HeadRead head = new HeadRead(controller);
        transfer = new ChipTransfer(controller, head, clock);
        format = new ChipFormat(controller, head, clock);
        readId = new ChipReadId(controller, head, clock);
    }

    @Override
    public void execute(CommandBytes command) {
        unit(command.command()).execute(command);
    }

    private DataCommands unit(Command command) {
        return switch (command) {
            case FORMAT_TRACK -> format;
            case READ_ID -> readId;
            default -> transfer;
        };
    }

    @Override
    public int seeking() {
        return transfer.seeking();
    }

    @Override
    public void reset() {
        transfer.reset();
        format.reset();
        readId.reset();
    }

    @Override
    public void save(StateWriter out) {
        transfer.save(out.section("transfer"));
        format.save(out.section("format"));
        readId.save(out.section("read id"));
    }

    @Override
    public void restore(StateReader in, CommandBytes command, boolean running) {
        Command which = command.command();
        transfer.restore(in.section("transfer"), command, running && unit(which) == transfer);
        format.restore(in.section("format"), command, running && unit(which) == format);
        readId.restore(in.section("read id"), command, running && unit(which) == readId);
    }
}
