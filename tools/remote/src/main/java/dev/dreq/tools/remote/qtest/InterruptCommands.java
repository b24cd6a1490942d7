package dev.dreq.tools.remote.qtest;

import dev.dreq.tools.remote.pc.InterruptPins;
import dev.dreq.tools.remote.pc.Pc;
import dev.dreq.tools.remote.qom.QomObject;
import java.util.Optional;

/** Watching interrupt pins, and driving them. */
final class InterruptCommands {

    private static final String DEVICE = "device";
    private static final String UNNAMED_INPUTS = "unnamed-gpio-in";

    private final Pc pc;
    private final IrqReporter reporter;

    private InterruptCommands(Pc pc, IrqReporter reporter) {
        this.pc = pc;
        this.reporter = reporter;
    }

    static void addTo(CommandTable table, Pc pc, IrqReporter reporter) {
        InterruptCommands interrupts = new InterruptCommands(pc, reporter);
        table.add("irq_intercept_in", interrupts::interceptIn);
        table.add("irq_intercept_out", interrupts::interceptOut);
        table.add("set_irq_in", interrupts::drive);
    }

    private void interceptIn(Request request, Lines answer) throws BadRequest {
        QomObject device = device(request);
        if (reporter.intercept(device.path())) {
            device.ability(InterruptPins.class).ifPresent(pins -> pins.listen(reporter::changed));
        }
        answer.ok();
    }

    /** No device of a PC that we have drives anything by unnamed outputs. */
    private void interceptOut(Request request, Lines answer) throws BadRequest {
        reporter.intercept(device(request).path());
        answer.ok();
    }

    private void drive(Request request, Lines answer) throws BadRequest {
        QomObject device = device(request);
        String list = request.word("the name of the inputs");
        long pin = request.number("the number of the input", Integer.MAX_VALUE);
        int level = (int) request.number("the level");
        Optional<InterruptPins> pins = device.ability(InterruptPins.class);
        if (pins.isEmpty() || !list.equals(UNNAMED_INPUTS)) {
            throw new BadRequest("%s has no inputs '%s'".formatted(device.path(), list));
        }
        if (pin >= InterruptPins.COUNT) {
            throw new BadRequest(
                    "%s has inputs 0 to %d, and no %d"
                            .formatted(device.path(), InterruptPins.COUNT - 1, pin));
        }
        pins.get().drive((int) pin, level);
        answer.ok();
    }

    private QomObject device(Request request) throws BadRequest {
        String path = request.word("the path of a device");
        return pc.objects()
                .find(path)
                .filter(this::isDevice)
                .orElseThrow(() -> new BadRequest("Unknown device"));
    }

    private boolean isDevice(QomObject object) {
        return pc.types().isA(object.type(), DEVICE);
    }
}
