package dev.dreq.machine.pci;

import dev.dreq.machine.Trace;
import dev.dreq.machine.io.Enclosure;
import dev.dreq.plugin.io.InterruptLine;

/**
 * The interrupt of a function. With MSI enabled a rise is a message, which is lost while the
 * function may not master the bus; without, the level is on the function's pin unless software
 * disabled that. The interrupt status bit shows the level that would be on the pin.
 */
final class FunctionInterrupt implements InterruptLine {

    private final Enclosure device;
    private final int slot;
    private final int pin;
    private final ConfigSpace config;
    private final Msi msi;
    private final PirqRouter router;
    private final MessagePort messages;
    private final Trace trace;
    private boolean level;

    /** Takes messages. */
    interface MessagePort {

        /** Writes a message. */
        void write(long address, int data);
    }

    FunctionInterrupt(
            Enclosure device,
            int slot,
            int pin,
            ConfigSpace config,
            PirqRouter router,
            MessagePort messages,
            Trace trace) {
        this.device = device;
        this.slot = slot;
        this.pin = pin;
        this.config = config;
        this.msi = new Msi(config);
        this.router = router;
        this.messages = messages;
        this.trace = trace;
    }

    @Override
    public void set(boolean newLevel) {
        if (newLevel == level || device.isCutOff()) {
            return;
        }
        level = newLevel;
        if (level) {
            trace.functionInterrupt(device.name());
        }
        update();
        if (newLevel && msi.enabled() && Header.commands(config, Header.COMMAND_MASTER)) {
            messages.write(msi.address(), msi.data());
        }
    }

    /** Drives the pin as the level and the configuration have it. */
    void update() {
        if (pin == 0) {
            return;
        }
        boolean asserted = level && !msi.enabled();
        Header.status(config, Header.STATUS_INTERRUPT, asserted);
        boolean disabled = Header.commands(config, Header.COMMAND_INTX_DISABLE);
        router.drive(PirqRouter.line(slot, pin), slot, asserted && !disabled);
    }

    /** The level that the function drives. */
    boolean level() {
        return level;
    }

    /** Sets the level; a rise is no message. */
    void restore(boolean saved) {
        level = saved;
        update();
    }
}
